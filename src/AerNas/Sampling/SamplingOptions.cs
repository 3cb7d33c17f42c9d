using AerNas.Methods;
using AerNas.Options;
using AerNas.Spaces;

namespace AerNas.Sampling;

/// <summary>The options of a search-free method. Parts that a method does not have are null.</summary>
public sealed record SamplingOptions
{
    /// <value>The search space.</value>
    public string Space { get; init; } = "nasbench201";

    /// <value>The method.</value>
    public string Method { get; init; } = "random-search";

    /// <value>The table that judges.</value>
    public SamplingTableOptions Tabular { get; init; } = new();

    /// <value>When it ends.</value>
    public SamplingPhaseOptions Search { get; init; } = new();

    /// <value>Of <c>regularized-evolution</c> only.</value>
    public EvolutionOptions? Evolution { get; init; }

    /// <value>Of <c>reinforce</c> only.</value>
    public ReinforceOptions? Reinforce { get; init; }

    /// <summary>The same options with space and method spelt as their catalogues spell them; what these do not have stays.</summary>
    public SamplingOptions WithNamesOfCatalogues() => this with
    {
        Space = SearchSpace.TryFind(Space, out var space) ? space.Name : Space,
        Method = MethodCatalog.TryFindSearchFree(Method, out var method) ? method.Name : Method,
    };

    /// <summary>Everything that stands against running with these options.</summary>
    public IReadOnlyList<OptionProblem> Validate()
    {
        var rules = new OptionRules();
        if (!MethodCatalog.TryFindSearchFree(Method, out var method))
        {
            return rules.Require(false, "method", $"'{Method}' is no search-free method; there are {string.Join(", ", MethodCatalog.SearchFree.Select(m => m.Name))}.")
                .Problems;
        }

        rules.Require(method.Spaces.Any(s => s.Name == Space), "space",
            $"{Method} runs on {string.Join(", ", method.Spaces.Select(s => s.Name))}, not on '{Space}'.");
        Optional("evolution", Evolution, method.Published.Evolution);
        Optional("reinforce", Reinforce, method.Published.Reinforce);
        Tabular.Check(rules, Method);
        Search.Check(rules);
        Evolution?.Check(rules);
        Reinforce?.Check(rules);
        return rules.Problems;

        void Optional(string path, object? given, object? published)
        {
            rules.Require(published is not null || given is null, path, $"{Method} has no such options.");
            rules.Require(published is null || given is not null, path, $"{Method} needs these options; leave them out to take the published ones.");
        }
    }
}
