using AerNas.Bilevel;

namespace AerNas.Methods;

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

/// <summary>How the L2 decay of w and alpha comes about.</summary>
public enum DecayForm
{
    /// <summary>Added to every gradient by the optimizers.</summary>
    InGradient,

    /// <summary>A step of its own after the update, of what had a gradient in it (DropNAS); for updates of both levels together.</summary>
    OwnStep,
}

/// <summary>Which level moves first in a step.</summary>
public enum UpdateOrder
{
    /// <summary>Alpha, then w under the new alpha (the paper's algorithm 1; the DARTS scripts; DARTS-V2 on NAS-Bench-201).</summary>
    AlphaFirst,

    /// <summary>w, then alpha (DARTS-V1, GDAS and SETN on NAS-Bench-201).</summary>
    WeightsFirst,

    /// <summary>Both by one gradient on the training batch: single-level methods (SNAS, DropNAS).</summary>
    Together,
}
