using AerNas.Costs;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>P-DARTS' own options, and what each resource counts.</summary>
public sealed record RapdartsOptions : MethodOptions
{
    /// <value>The stages, each with a network of its own.</value>
    public IReadOnlyList<StageOptions> Stages { get; init; } = new PDartsOptions().Stages;

    /// <value>Parameters of the evaluation network.</value>
    public ResourceTargetOptions Parameters { get; init; } = new() { Weight = 0.1 };

    /// <value>Multiply-adds of the evaluation network for one image.</value>
    public ResourceTargetOptions MultiplyAdds { get; init; } = new();

    /// <summary>The terms of the resources that count.</summary>
    internal ImmutableArray<IArchitectureTerm> Costs(SearchSpace space)
    {
        var network = Skeleton.Of(space);
        (ResourceTargetOptions Options, Func<LayerCost, long> Measure)[] resources =
            [(Parameters, cost => cost.Parameters), (MultiplyAdds, cost => cost.MultiplyAdds)];
        return [.. from resource in resources
                   where resource.Options.Weight > 0
                   select new ResourceCost(resource.Options, network, resource.Measure)];
    }
}

/// <summary>How much a resource counts, and what is aimed at.</summary>
public sealed record ResourceTargetOptions : IMethodPart
{
    /// <value>lambda; 0 takes the resource out.</value>
    public double Weight { get; init; }

    /// <value>What the evaluation network may have, in its own unit; null: as little as may be.</value>
    public double? Target { get; init; }

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .NotNegative(Weight, "weight")
        .Require(Target is null || (Target > 0 && double.IsFinite(Target.Value)), "target",
            $"must be a number above 0, is {Target}: the cost is divided by it.");
}
