using AerNas.Bilevel;
using AerNas.Networks;
using AerNas.Runs;
using static TorchSharp.torch;

namespace AerNas.Searching;

/// <summary>
/// How sharply L_val bends in alpha: the dominant eigenvalue of its Hessian, without the terms that the architecture loss adds (Zela et al.:
/// Understanding and Robustifying Differentiable Architecture Search, ICLR 2020). On one batch of the validation half, the supernet in
/// training mode, always by torch operators: the fused engine gives first derivatives only.
/// </summary>
internal sealed class AlphaCurvature(Supernet supernet, SupernetProblem problem, SearchData data, SearchOptions options)
{
    /// <summary>The eigenvalue after an epoch; null where it is not finite. Supernet, alphas and running statistics are as before.</summary>
    public double? After(int epoch)
    {
        foreach (var batch in data.Validation(epoch))
        {
            problem.Use(default, new(batch.Images, batch.Labels), options.MomentAt(new RunPosition(epoch, 0)));
            return Measure() is var value && double.IsFinite(value) ? value : null;
        }

        return null;
    }

    private double Measure()
    {
        using var scope = NewDisposeScope();
        using var held = Gradients.Hold([.. supernet.parameters()]);
        var (statistics, training) = (TensorValues.Copy(problem.Buffers), supernet.training);
        supernet.train();
        try
        {
            return DominantEigenvalue.Of(problem.TwiceDifferentiableLoss(), problem.Alphas, options.Search.Seed);
        }
        finally
        {
            supernet.train(training);
            TensorValues.Write(problem.Buffers, statistics);
        }
    }
}
