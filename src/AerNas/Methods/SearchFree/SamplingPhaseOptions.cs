using AerNas.Tabular;

namespace AerNas.Methods;

/// <summary>How long a search-free method searches.</summary>
public sealed record SamplingPhaseOptions
{
    /// <value>Seed of everything random.</value>
    public int Seed { get; init; }

    /// <value>It ends with the architecture that brings the trainings it would have cost to this many seconds, in NATS-Bench 20,000 for
    /// CIFAR-10, 40,000 for CIFAR-100 and 120,000 for ImageNet16-120; null: no limit.</value>
    public double? Seconds { get; init; }

    /// <value>It ends after this many architectures; null: no limit.</value>
    public int? Evaluations { get; init; }

    /// <summary>The seconds NATS-Bench gives a search judged on a dataset (exps/NATS-algos/run-all.sh).</summary>
    internal static double PublishedSeconds(TabularDataset dataset) => dataset switch
    {
        TabularDataset.Cifar100 => 40_000,
        TabularDataset.ImageNet16 => 120_000,
        _ => 20_000,
    };

    internal void Check(OptionRules rules)
    {
        if (Seconds is { } seconds) rules.Positive(seconds, "search.seconds");
        if (Evaluations is { } evaluations) rules.AtLeast(1, evaluations, "search.evaluations");
    }
}
