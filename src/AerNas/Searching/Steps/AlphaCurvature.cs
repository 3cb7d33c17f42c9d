using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Networks;

namespace AerNas.Searching.Steps;

/// <summary>How sharply L_val bends in alpha: the dominant eigenvalue of its Hessian, without the terms that the architecture loss adds
/// (Zela et al.: Understanding and Robustifying Differentiable Architecture Search, ICLR 2020). On one batch of the validation half, the
/// supernet in training mode, always by torch operators: the fused engine gives first derivatives only.</summary>
internal sealed class AlphaCurvature(Supernet supernet, SupernetLosses losses, SearchData data, SearchOptions options)
{
    /// <summary>The eigenvalue after an epoch; null where it is not finite. Supernet, alphas and statistics are as before.</summary>
    public double? After(int epoch)
    {
        foreach (var batch in data.Validation(epoch))
            return Measure(batch, options.MomentAt(new RunPosition(epoch, 0))) is var value && double.IsFinite(value) ? value : null;

        return null;
    }

    private double Measure(Batch batch, SearchMoment moment)
    {
        using var scope = NewDisposeScope();
        using var held = Gradients.Hold([.. supernet.NamedWeights.Select(weight => weight.Value)]);
        var (statistics, training) = (TensorValues.Copy(supernet.Statistics), supernet.Training);
        supernet.Training = true;
        try
        {
            return DominantEigenvalue.Of(losses.TwiceDifferentiableLoss(batch, moment), losses.Alphas, options.Search.Seed);
        }
        finally
        {
            supernet.Training = training;
            TensorValues.Write(supernet.Statistics, statistics);
        }
    }
}
