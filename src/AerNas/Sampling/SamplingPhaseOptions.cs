using AerNas.Options;

namespace AerNas.Sampling;

/// <summary>How long a search-free method searches.</summary>
public sealed record SamplingPhaseOptions
{
    /// <value>Seed of everything random.</value>
    public int Seed { get; init; }

    /// <value>
    /// It ends with the architecture that brings the trainings it would have cost to this many seconds (NATS-Bench: 20,000); null: no limit.
    /// </value>
    public double? Seconds { get; init; }

    /// <value>It ends after this many architectures; null: no limit.</value>
    public int? Evaluations { get; init; }

    internal void Check(OptionRules rules)
    {
        if (Seconds is { } seconds) rules.Positive(seconds, "search.seconds");
        if (Evaluations is { } evaluations) rules.AtLeast(1, evaluations, "search.evaluations");
    }
}
