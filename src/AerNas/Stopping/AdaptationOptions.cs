using AerNas.Options;

namespace AerNas.Stopping;

/// <summary>A stop rule that does not end the search but sends it back, to go on with stronger decay of w (DARTS-ADA of RobustDARTS).</summary>
public sealed record AdaptationOptions
{
    /// <value>What <c>weights.weightDecay</c> is multiplied by each time.</value>
    public double Factor { get; init; } = 3;

    /// <value>The decay that is never exceeded; where the next step would, the search goes on to its last epoch.</value>
    public double Most { get; init; } = 0.0243;

    /// <summary>The decay after a number of returns.</summary>
    /// <param name="decay">The decay of the options.</param>
    /// <param name="returns">How often the search has been sent back.</param>
    public double DecayAfter(double decay, int returns) => decay * Math.Pow(Factor, returns);

    /// <summary>Whether there may be one more return; a bound that is met but for rounding is met.</summary>
    internal bool AllowsAfter(double decay, int returns) => DecayAfter(decay, returns + 1) <= Most * (1 + 1e-9);

    internal void Check(OptionRules rules) => rules
        .Require(Factor > 1, "stop.adaptation.factor", $"must be above 1, is {Factor}: the search would be sent back for ever.")
        .Finite(Factor, "stop.adaptation.factor")
        .NotNegative(Most, "stop.adaptation.most");
}
