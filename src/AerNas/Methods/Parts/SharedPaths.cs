using AerNas.Bilevel;

namespace AerNas.Methods;

/// <summary>What RSPS, SETN and ENAS have in common: w learns on one drawn path a step, and the result is the best of some architectures by
/// the accuracy of the shared weights. Where they draw an operation for every edge, they need a space whose cells keep every edge: a
/// genotype of the DARTS space does not hold every edge of a path.</summary>
internal static class SharedPaths
{
    /// <summary>The common part, still under the name of DARTS-V1, whose settings it is over, as in AutoDL-Projects.</summary>
    public static SearchMethod Template { get; } = DartsV1.Method with
    {
        Refuses = space => space.KeepsEveryEdge
            ? null
            : "a cell that is derived there keeps some edges, and cannot hold a path over all of them",
        Published = space => Over(DartsV1.Method.Published(space)),
    };

    /// <summary>What methods have in common whose w learns on uniformly random architectures of any space, and whose result a strategy
    /// finds on the trained supernet.</summary>
    public static SearchMethod Everywhere { get; } = Template with
    {
        Refuses = _ => null,
        Relaxations = _ => new SearchRelaxations(new UniformPathRelaxation()),
        Published = space => WithoutAlpha(Template.Published(space)),
    };

    /// <summary>The arithmetic of a step on one path: one of two passes, through one of the operations of an edge.</summary>
    public static double CostOfAPath(SearchSpace space) => 0.5 / space.Operations.Length;

    /// <summary>Settings under which alpha never learns: nothing to regularize, no gradient of alpha for a norm to count.</summary>
    public static SearchOptions WithoutAlpha(SearchOptions options) => options with
    {
        Alpha = options.Alpha with { WarmUp = 1 },
        Bilevel = options.Bilevel with { ClipCounts = ClipScope.Weights },
    };

    private static SearchOptions Over(SearchOptions options) => options with
    {
        Search = options.Search with { Epochs = 250 },
        Own = new SharedPathOptions(),
    };
}

/// <summary>The own options of methods that draw paths uniformly and score architectures at the end.</summary>
public sealed record SharedPathOptions : MethodOptions
{
    /// <value>The architectures that are scored at the end.</value>
    public ProposalOptions Proposals { get; init; } = new();
}
