using static TorchSharp.torch;

namespace AerNas.Bilevel;

/// <summary>Gradient descent without momentum or decay, a &lt;- a - lr g.</summary>
/// <param name="parameters">What it moves; they stay their owner's.</param>
/// <param name="learningRate">The learning rate.</param>
public sealed class PlainDescent(IReadOnlyList<Tensor> parameters, double learningRate) : IAlphaOptimizer
{
    /// <inheritdoc/>
    public long Steps { get; set; }

    /// <summary>Nothing.</summary>
    public IEnumerable<Tensor> Moments => [];

    /// <inheritdoc/>
    public void Move(IReadOnlyList<Tensor> gradients, int resting = 0)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Steps++;
        for (var i = resting; i < parameters.Count; i++) parameters[i].PlusInPlace(gradients[i], -learningRate);
    }

    /// <summary>There is nothing to dispose of.</summary>
    public void Dispose()
    {
    }
}
