using AerNas.Networks;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>The terms that options lay over a method: <see cref="SearchOptions.Terms"/>.</summary>
internal static class SearchTerms
{
    public static IEnumerable<IArchitectureTerm> Of(SearchOptions options, ImmutableArray<CellSize> cells) =>
        from asked in options.Terms ?? new Dictionary<string, double>()
        select options.KnownTerms.Single(term => term.Name == asked.Key)
            .Create(new TermContext(asked.Value, cells, options.Latency));

    /// <summary>Tells every term that there is not, or that needs what a method lacks.</summary>
    public static void Check(OptionRules rules, SearchOptions options, SearchMethod method, SearchSpace space)
    {
        rules.OfAll.Require(
            options.Latency.Table is null || method.ReadsLatencies
            || options.KnownTerms.Any(term => term.NeedsLatencies && IsAsked(options, term)),
            "latency.table", "goes with a term that judges by it; add --term latency=0.01.");
        foreach (var (name, weight) in options.Terms ?? new Dictionary<string, double>())
        {
            var term = options.KnownTerms.FirstOrDefault(known => known.Name == name);
            rules.Require(term is not null, name,
                    $"there is no such term; there are {string.Join(", ", options.KnownTerms.Select(known => known.Name))}. The entropy "
                    + "regularizer is set by the options entropy.")
                .Finite(weight, name)
                .Require(term is not { IsCost: true } || weight >= 0, name,
                    $"must be at least 0, is {weight}: below it the search would be drawn to what costs most.")
                .Require(options.Alpha.WarmUp < 1, name,
                    "alpha never learns here (alpha.warmUp is 1), so there is nothing to regularize; leave it out.")
                .Require(term is not { NeedsEdgeWeights: true } || ChoosesEdges(method, space), name,
                    $"{method.Name} has no weights of edges on {space.Name} among which a node chooses, which this term "
                    + "looks at; leave it out.")
                .Require(term is not { NeedsLatencies: true } || options.Latency.Table is not null, name,
                    "needs a table of measured operations: make one with aernas latency, and name it with --latency.");
        }
    }

    private static bool IsAsked(SearchOptions options, RegularizerTerm term) => options.Terms?.ContainsKey(term.Name) == true;

    private static bool ChoosesEdges(SearchMethod method, SearchSpace space) =>
        method.WeighsEdges(space) && space.ComputedNodes.Any(node => space.EdgesInto(node).Count() > space.KeptEdgesOf(node));
}
