// The noise of NoisyDARTS (Chu, Zhang, Li: Noisy Differentiable Architecture Search, BMVC 2021; xiaomi-automl/NoisyDARTS model_search.py):
//
//   additive          x + d n                      multiplicative    x (1 + d n)
//   gaussian          n = s z, z ~ N(0, 1)         s = f std(x) where it is added (over the whole output, a constant), else f
//   uniform           n ~ U(-a, a)                 a = sqrt(3 f), whatever x: variance f
//   d                 1, or (1 + cos(pi e / E)) / 2 in epoch e
//   drop path         what comes of it is 0 for an image with probability q, else divided by 1 - q
//
// The noise has no bias. The official code has a mean of 0 for both ways of mixing, by which a multiplicative noise would wipe x out; the
// mean of 1 that the paper gives it is built in here, and the decay takes hold of the noise alone.

using AerNas.Kernels.Engine;

namespace AerNas.Methods;

/// <summary>Unbiased noise on the outputs of skip connections.</summary>
/// <param name="factor">f; officially 0.2.</param>
/// <param name="distribution">What it is drawn from.</param>
/// <param name="mixing">How it meets the output.</param>
/// <param name="decay">How it fades.</param>
/// <param name="dropped">q; at least 0 and below 1. 0.3 in the published search, which the paper does not tell.</param>
internal sealed class SkipNoise(double factor, NoiseDistribution distribution, NoiseMixing mixing, NoiseDecay decay, double dropped = 0)
    : ISkipDisturbance
{
    public bool AtStrideTwo => true;

    public DisturbanceForm? FormAt(SearchMoment moment) => mixing == NoiseMixing.Multiplicative ? DisturbanceForm.Multiplied
        : distribution == NoiseDistribution.Gaussian ? DisturbanceForm.AddedInDeviations : DisturbanceForm.Added;

    public double Dropped => dropped;

    /// <summary>A normal draw z gives s z, a uniform draw u gives a (1 - 2 u).</summary>
    public DrawSpread SpreadAt(SearchMoment moment)
    {
        var center = mixing == NoiseMixing.Multiplicative ? 1 : 0;
        var widest = Math.Sqrt(3 * factor) * Remaining(moment);
        return distribution == NoiseDistribution.Gaussian ? new(factor * Remaining(moment), center) : new(-2 * widest, center + widest);
    }

    public void Fill(Span<float> draws, SearchMoment moment, ulong seed)
    {
        if (distribution == NoiseDistribution.Gaussian) RandomFloats.Normal(draws, seed);
        else RandomFloats.Uniform(draws, seed);
    }

    /// <summary>d: which part of the noise is left.</summary>
    public double Remaining(SearchMoment moment) => decay == NoiseDecay.None ? 1 : new CosineSchedule(First: 1).At(moment.Search);
}

/// <summary>How the noise on skip connections fades over a search.</summary>
public enum NoiseDecay
{
    /// <summary>It stays; the official default.</summary>
    None,

    /// <summary>Along a cosine: (1 + cos(pi e / E)) / 2 of it.</summary>
    Cosine,
}

/// <summary>What the noise on skip connections is drawn from.</summary>
public enum NoiseDistribution
{
    /// <summary>A normal distribution; the official default.</summary>
    Gaussian,

    /// <summary>A uniform distribution.</summary>
    Uniform,
}

/// <summary>How noise meets the output of a skip connection.</summary>
public enum NoiseMixing
{
    /// <summary>It is added; the official default.</summary>
    Additive,

    /// <summary>The output is multiplied by 1 + noise.</summary>
    Multiplicative,
}
