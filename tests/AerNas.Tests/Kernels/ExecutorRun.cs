using AerNas.Kernels.Engine;

namespace AerNas.Tests.Kernels;

/// <summary>Passes of an executor, in and out of arrays.</summary>
internal static class ExecutorRun
{
    /// <summary>Forward and backward, with all gradients.</summary>
    public static SupernetResult Run(SupernetExecutor executor, SupernetData data, bool weights = true, bool mixture = true)
    {
        float[] statistics = [.. data.Statistics];
        var logits = Forward(executor, data, statistics);
        float[] ofWeights = Garbage(weights ? data.Weights.Length : 0), ofMixture = Garbage(mixture ? data.Mixture.Length : 0);
        executor.Backward(data.LogitGradient, new SupernetGradients { Weights = ofWeights, Mixture = ofMixture });
        return new SupernetResult(Double(logits), Double(ofWeights), Double(ofMixture), Double(statistics));
    }

    public static float[] Forward(SupernetExecutor executor, SupernetData data, float[] statistics, bool differentiable = true)
    {
        var logits = new float[data.LogitGradient.Length];
        executor.Forward(new SupernetBatch
        {
            Images = data.Images,
            Shape = data.Shape,
            Weights = data.Weights,
            Statistics = statistics,
            Mixture = data.Mixture,
            Active = data.Active,
            Disturbance = data.Training ? data.Disturbance : null,
            Training = data.Training,
            Differentiable = differentiable,
        }, logits);
        return logits;
    }

    /// <summary>What is there is overwritten.</summary>
    private static float[] Garbage(int length)
    {
        var values = new float[length];
        Array.Fill(values, 1e6f);
        return values;
    }

    private static double[] Double(float[] values) => [.. values.Select(value => (double)value)];
}
