namespace AerNas.Methods;

/// <summary>A stop rule that sends the search back, to go on with stronger decay of w (DARTS-ADA of RobustDARTS).</summary>
public sealed record AdaptationOptions
{
    /// <value>The factor of <c>weights.weightDecay</c> each time: 10 in the published script, 3 (to 0.0243) by its parser.</value>
    public double Factor { get; init; } = 10;

    /// <value>Where the decay has come near it, as <see cref="AllowsAfter"/> says, the search goes on to its last epoch.</value>
    public double Most { get; init; } = 0.03;

    /// <summary>The decay after a number of returns.</summary>
    /// <param name="decay">The decay of the options.</param>
    /// <param name="returns">How often the search has been sent back.</param>
    public double DecayAfter(double decay, int returns) => decay * Math.Pow(Factor, returns);

    /// <summary>The decay of the unrolled step after a number of returns: officially that of before the last one.</summary>
    /// <param name="decay">The decay of the options.</param>
    /// <param name="returns">How often the search has been sent back.</param>
    public double VirtualDecayAfter(double decay, int returns) => DecayAfter(decay, Math.Max(0, returns - 1));

    /// <summary>Whether there may be one more return: not where ln <see cref="Most"/> is 1.0 times the logarithm of the decay, rounded to
    /// one place, as official; so a step may overshoot the bound. Officially it could be sent back for ever once the decay has leapt over
    /// it; here never.</summary>
    internal bool AllowsAfter(double decay, int returns)
    {
        var now = DecayAfter(decay, returns);
        return now < Most && Math.Round(Math.Log(Most) / Math.Log(now), 1) != 1;
    }

    internal void Check(OptionRules rules) => rules
        .Require(Factor > 1, "stop.adaptation.factor", $"must be above 1, is {Factor}: the search would be sent back for ever.")
        .Finite(Factor, "stop.adaptation.factor")
        .Require(Most is > 0 and < 1, "stop.adaptation.most",
            $"must be above 0 and below 1, is {Most}: the decay is measured against it by logarithms.");
}
