using AerNas.Bilevel;
using static TorchSharp.torch;

namespace AerNas.Searching;

/// <summary>The optimizers of both levels and alpha's last gradient, which the official code on NAS-Bench-201 leaves standing.</summary>
public sealed class SearchOptimizers : IDisposable
{
    private readonly Tensor[] _architectureGradient;

    /// <summary>Makes optimizers at rest.</summary>
    /// <param name="problem">Gives what they move.</param>
    /// <param name="weights">How w learns.</param>
    /// <param name="alpha">How alpha learns.</param>
    public SearchOptimizers(IBilevelProblem problem, Options.WeightOptions weights, AlphaOptions alpha)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(alpha);
        Weights = new MomentumSgd(problem.Weights, weights.Momentum, weights.WeightDecay, weights.Nesterov);
        Alpha = new Adam(problem.Alphas, alpha.LearningRate, alpha.Beta1, alpha.Beta2, alpha.WeightDecay);
        _architectureGradient = [.. problem.Alphas.Select(a => zeros_like(a).detach().DetachFromDisposeScope())];
    }

    /// <summary>Of the lower level.</summary>
    public MomentumSgd Weights { get; }

    /// <summary>Of the upper level.</summary>
    public Adam Alpha { get; }

    /// <summary>Alpha's last gradient; zero before the first.</summary>
    public IReadOnlyList<Tensor> ArchitectureGradient => _architectureGradient;

    /// <summary>Keeps a copy of alpha's gradient.</summary>
    public void Remember(IReadOnlyList<Tensor> gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        for (var i = 0; i < _architectureGradient.Length; i++) _architectureGradient[i].copy_(gradient[i]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        Alpha.Dispose();
        foreach (var gradient in _architectureGradient) gradient.Dispose();
    }
}
