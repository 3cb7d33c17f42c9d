using AerNas.Bilevel;
using AerNas.Networks;

namespace AerNas.Searching.Steps;

/// <summary>How sharply L_val bends in alpha: the dominant eigenvalue of its Hessian (Zela et al.: Understanding and Robustifying
/// Differentiable Architecture Search, ICLR 2020), or its diagonal; without the terms that the architecture loss adds. On one batch of the
/// validation half, the supernet in training mode, always by torch operators: the fused engine gives first derivatives only.</summary>
internal sealed class AlphaCurvature(Supernet supernet, SupernetLosses losses, SearchData data, SearchOptions options)
{
    /// <summary>The eigenvalue after an epoch; null where it is not finite. Supernet, alphas and statistics are as before.</summary>
    public double? After(int epoch) =>
        Measure(epoch, loss => DominantEigenvalue.Of(loss, losses.Alphas, options.Search.Seed)) is var value && double.IsFinite(value)
            ? value
            : null;

    /// <summary>The diagonal after an epoch, one tensor an alpha, of the caller's scope, likewise.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="products">The most products with the Hessian.</param>
    public IReadOnlyList<Tensor> DiagonalAfter(int epoch, int products) => Measure(epoch, loss =>
    {
        var diagonal = HessianDiagonal.Of(loss, losses.Alphas, products,
            new CounterRandom(options.Search.Seed, RandomStream.DiagonalProbes, epoch, 0));
        return diagonal.Select(part => part.MoveToOuterDisposeScope()).ToArray();
    });

    /// <summary>What is asked of the loss on the first batch of the validation half after an epoch.</summary>
    private T Measure<T>(int epoch, Func<Tensor, T> ask)
    {
        using var batches = data.Validation(epoch).GetEnumerator();
        batches.MoveNext();
        using var scope = NewDisposeScope();
        using var held = Gradients.Hold([.. supernet.NamedWeights.Select(weight => weight.Value)]);
        var (statistics, training) = (TensorValues.Copy(supernet.Statistics), supernet.Training);
        supernet.Training = true;
        try
        {
            return ask(losses.TwiceDifferentiableLoss(batches.Current, options.MomentAt(new RunPosition(epoch, 0))));
        }
        finally
        {
            supernet.Training = training;
            TensorValues.Write(supernet.Statistics, statistics);
        }
    }
}
