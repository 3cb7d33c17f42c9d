// The noise of NoisyDARTS (Chu, Zhang, Li: Noisy Differentiable Architecture Search, BMVC 2021; xiaomi-automl/NoisyDARTS model_search.py):
//
//   additive          x + d n                      multiplicative    x (1 + d n)
//   gaussian          n = s z, z ~ N(0, 1)         s = f std(x) where it is added (over the whole output, a constant), f where it multiplies
//   uniform           n ~ U(-a, a)                 a = sqrt(3 f), whatever x: variance f
//   d                 1, or (1 + cos(pi e / E)) / 2 in epoch e
//
// The noise has no bias. The official code has a mean of 0 for both ways of mixing, by which a multiplicative noise would wipe x out; the
// mean of 1 that the paper gives it is built in here, and the decay takes hold of the noise alone.

using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>Unbiased noise on the outputs of skip connections.</summary>
/// <param name="factor">f; officially 0.2.</param>
/// <param name="distribution">What it is drawn from.</param>
/// <param name="mixing">How it meets the output.</param>
/// <param name="decay">How it fades.</param>
public sealed class SkipNoise(double factor, NoiseDistribution distribution, NoiseMixing mixing, NoiseDecay decay) : ISkipDisturbance
{
    /// <inheritdoc/>
    public bool AtStrideTwo => true;

    /// <inheritdoc/>
    public Tensor Apply(Tensor skip, RelaxationContext context, long seed)
    {
        ArgumentNullException.ThrowIfNull(skip);
        using var scope = NewDisposeScope();
        var noise = Draw(skip, seed) * Remaining(context.Moment); // [N, C, H, W]
        return (mixing == NoiseMixing.Additive ? skip + noise : skip * (1 + noise)).MoveToOuterDisposeScope();
    }

    /// <summary>d: which part of the noise is left.</summary>
    public double Remaining(SearchMoment moment) =>
        decay == NoiseDecay.None ? 1 : (1 + Math.Cos(Math.PI * moment.Search.Epoch / moment.Search.Epochs)) / 2;

    private Tensor Draw(Tensor like, long seed)
    {
        using var generator = new Generator((ulong)seed, CPU);
        if (distribution == NoiseDistribution.Uniform)
            return (rand(like.shape, like.dtype, generator: generator).to(like.device) * 2 - 1) * Math.Sqrt(3 * factor);
        var normal = randn(like.shape, like.dtype, generator: generator).to(like.device) * factor;
        return mixing == NoiseMixing.Additive ? normal * like.detach().std() : normal;
    }
}
