namespace AerNas.Bilevel;

/// <summary>Gradient descent without momentum or decay, a &lt;- a - lr g.</summary>
/// <param name="parameters">What it moves; they stay their owner's.</param>
/// <param name="learningRate">The learning rate.</param>
internal sealed class PlainDescent(IReadOnlyList<Tensor> parameters, double learningRate) : IAlphaOptimizer
{
    public long Steps { get; set; }

    public IEnumerable<Tensor> Moments => [];

    public void Move(IReadOnlyList<Tensor> gradients, int resting = 0)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Steps++;
        for (var i = resting; i < parameters.Count; i++) parameters[i].PlusInPlace(gradients[i], -learningRate);
    }

    public void Dispose()
    {
    }
}
