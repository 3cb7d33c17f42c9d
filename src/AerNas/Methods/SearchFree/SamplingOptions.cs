using System.Text.Json.Serialization;

namespace AerNas.Methods;

/// <summary>The options of a search-free method.</summary>
public sealed record SamplingOptions
{
    /// <value>The search space; in JSON its name.</value>
    public SearchSpace Space { get; init; } = SearchSpace.Default;

    /// <value>Name of the method.</value>
    public string Method { get; init; } = "";

    /// <value>The table that judges.</value>
    public SamplingTableOptions Tabular { get; init; } = new();

    /// <value>When it ends.</value>
    public SamplingPhaseOptions Search { get; init; } = new();

    /// <value>What the method has of its own, in JSON under its name; null where that is nothing.</value>
    [JsonIgnore]
    public SamplerOptions? Own { get; init; }

    /// <value>The method that the options were made for; null: the one of the catalogue that <see cref="Method"/> names.</value>
    [JsonIgnore]
    public SamplingMethod? By { get; init; }

    /// <summary>The same options with the method spelt as its catalogue spells it; what that does not have stays.</summary>
    public SamplingOptions WithNameOfCatalogue() =>
        this with { Method = MethodCatalog.TryFindOf(this, out var method) ? method.Name : Method };

    /// <summary>Everything that stands against running with these options.</summary>
    public IReadOnlyList<OptionProblem> Validate()
    {
        var rules = new OptionRules();
        if (!MethodCatalog.TryFindOf(this, out var method))
        {
            return rules.Require(false, "method",
                $"'{Method}' is no search-free method; there are {string.Join(", ", MethodCatalog.SearchFree.Select(m => m.Name))}.")
                .Problems;
        }

        rules.Require(method.Spaces.Contains(Space), "space",
            $"{Method} runs on {string.Join(", ", method.Spaces.Select(s => s.Name))}, not on {Space.Name}.");
        var own = rules.In(Method);
        if (Own?.GetType() != method.Published.Own?.GetType())
            own.Require(false, "", $"{Method} takes {method.Published.Own?.GetType().Name ?? "no options of its own"}, not "
                + $"{Own?.GetType().Name ?? "none"}.");
        else
            Own?.Check(own);
        Tabular.Check(rules, Method);
        Search.Check(rules);
        return rules.Problems;
    }
}

/// <summary>The options that one search-free method alone has; in JSON and in <c>--set</c> they stand under its name.</summary>
public abstract record SamplerOptions
{
    /// <summary>Tells every problem with these options.</summary>
    /// <param name="rules">Is told, with paths that begin behind the method's name.</param>
    public abstract void Check(OptionRules rules);
}
