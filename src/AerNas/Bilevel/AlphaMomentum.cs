// Momentum SGD for the architecture parameters, as torch.optim.SGD computes it (DAAS on NAS-Bench-201):
//
//   g <- g + wd a;   v <- m v + g;   a <- a - lr v

namespace AerNas.Bilevel;

/// <summary>The optimizer of the architecture parameters where Adam is not.</summary>
internal sealed class AlphaMomentum : IAlphaOptimizer
{
    private readonly IReadOnlyList<Tensor> _parameters;
    private readonly MomentumSgd _sgd;

    /// <summary>Makes an optimizer at rest.</summary>
    /// <param name="parameters">What it moves; they stay their owner's.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="momentum">Momentum, 0 to 1.</param>
    /// <param name="weightDecay">L2 decay added to every gradient.</param>
    public AlphaMomentum(IEnumerable<Tensor> parameters, double learningRate, double momentum, double weightDecay)
    {
        _parameters = [.. parameters];
        _sgd = new MomentumSgd(_parameters, momentum, weightDecay) { LearningRate = learningRate };
    }

    public long Steps { get; set; }

    public IEnumerable<Tensor> Moments => _sgd.Velocity;

    public void Move(IReadOnlyList<Tensor> gradients, int resting = 0)
    {
        Steps++;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor[] at = [.. _parameters.Take(resting).Select(parameter => parameter.clone())];
        _sgd.Step(gradients);
        for (var i = 0; i < at.Length; i++) _parameters[i].copy_(at[i]);
    }

    public void Dispose() => _sgd.Dispose();
}
