using AerNas.Bilevel;
using AerNas.Options;

namespace AerNas.Searching;

/// <summary>How the two levels alternate.</summary>
public sealed record BilevelOptions
{
    /// <value>Which level moves first in a step.</value>
    public UpdateOrder Order { get; init; }

    /// <value>xi of a second-order step; null takes the current learning rate of w, as official.</value>
    public double? UnrollStep { get; init; }

    /// <value>What the norm counts by which w's gradient is clipped.</value>
    public ClipScope ClipCounts { get; init; }

    /// <value>How the L2 decay of w and alpha comes about.</value>
    public DecayForm Decay { get; init; }

    internal void Check(OptionRules rules) => rules
        .NotNegative(UnrollStep ?? 0, "bilevel.unrollStep")
        .Require(Decay == DecayForm.InGradient || Order == UpdateOrder.Together, "bilevel.decay",
            $"{Decay} belongs to updates of both levels together; the order of updates is {Order}.");
}
