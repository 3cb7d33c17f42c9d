namespace AerNas.Methods;

/// <summary>The noise on the outputs of skip connections while the supernet trains (NoisyDARTS).</summary>
public sealed record SkipNoiseOptions : IMethodPart
{
    /// <value>How strong it is: see <see cref="SkipNoise"/>.</value>
    public double Factor { get; init; } = 0.2;

    /// <value>What it is drawn from.</value>
    public NoiseDistribution Distribution { get; init; }

    /// <value>How it meets the output.</value>
    public NoiseMixing Mixing { get; init; }

    /// <value>How it fades.</value>
    public NoiseDecay Decay { get; init; }

    /// <value>The probability of the whole output of an image being dropped, what is kept scaled up; 0, as in the paper, is off.</value>
    public double DropPath { get; init; } = 0.3;

    internal SkipNoise Create() => new(Factor, Distribution, Mixing, Decay, DropPath);

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .Positive(Factor, "factor")
        .Require(DropPath is >= 0 and < 1, "dropPath", $"must be at least 0 and below 1, is {DropPath}.");
}
