using AerNas.Bilevel;

namespace AerNas.Searching.Steps;

/// <summary>The optimizers of both levels and alpha's last gradient, which the official code on NAS-Bench-201 leaves standing.</summary>
internal sealed class SearchOptimizers : IDisposable
{
    private readonly Tensor[] _architectureGradient;

    public SearchOptimizers(IReadOnlyList<Tensor> weights, ArchitectureParameters alpha, SearchOptions options)
    {
        var (w, a) = (options.Weights, options.Alpha);
        var inGradient = options.Bilevel.Decay == DecayForm.InGradient;
        Weights = new MomentumSgd(weights, w.Momentum, inGradient ? w.WeightDecay : 0, w.Nesterov) { LearningRate = w.LearningRate };
        Alpha = a.Moving(alpha.Tensors, inGradient ? a.WeightDecay : 0);
        _architectureGradient = [.. alpha.Tensors.Select(t => zeros_like(t).DetachFromDisposeScope())];
    }

    /// <summary>Of the lower level.</summary>
    public MomentumSgd Weights { get; }

    /// <summary>Of the upper level.</summary>
    public IAlphaOptimizer Alpha { get; }

    /// <summary>Alpha's last gradient; zero before the first.</summary>
    public IReadOnlyList<Tensor> ArchitectureGradient => _architectureGradient;

    public void Remember(IReadOnlyList<Tensor> gradient)
    {
        for (var i = 0; i < _architectureGradient.Length; i++) _architectureGradient[i].copy_(gradient[i]);
    }

    public void Dispose()
    {
        Weights.Dispose();
        Alpha.Dispose();
        foreach (var gradient in _architectureGradient) gradient.Dispose();
    }
}
