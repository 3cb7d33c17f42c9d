using AerNas.Options;
using AerNas.Relaxations;

namespace AerNas.Searching;

/// <summary>The noise on the outputs of skip connections while the supernet trains (NoisyDARTS).</summary>
public sealed record SkipNoiseOptions
{
    /// <value>How strong it is: see <see cref="SkipNoise"/>.</value>
    public double Factor { get; init; } = 0.2;

    /// <value>What it is drawn from.</value>
    public NoiseDistribution Distribution { get; init; }

    /// <value>How it meets the output.</value>
    public NoiseMixing Mixing { get; init; }

    /// <value>How it fades.</value>
    public NoiseDecay Decay { get; init; }

    /// <summary>The noise these options describe.</summary>
    public SkipNoise Create() => new(Factor, Distribution, Mixing, Decay);

    internal void Check(OptionRules rules) => rules.Positive(Factor, "skipNoise.factor");
}
