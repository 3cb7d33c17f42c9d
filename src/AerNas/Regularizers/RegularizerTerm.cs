namespace AerNas.Regularizers;

/// <summary>A term that lies over any method that learns alpha: what <c>--term NAME=WEIGHT</c> adds to the architecture loss, beside the
/// entropy regularizer and what the method adds by itself.</summary>
public sealed record RegularizerTerm
{
    /// <summary>The name used on the command line and in files.</summary>
    public required string Name { get; init; }

    /// <summary>Authors and paper, in short.</summary>
    public required string Reference { get; init; }

    /// <summary>What it adds, times its weight: one line, no full stop.</summary>
    public required string About { get; init; }

    /// <summary>The term with a weight, for a supernet of some cells.</summary>
    public required Func<TermContext, IArchitectureTerm> Create { get; init; }

    /// <summary>Whether it looks at the weights of edges, among which a node chooses some. Default: false: alpha is enough.</summary>
    public bool NeedsEdgeWeights { get; init; }

    /// <summary>Whether it needs a table of latencies. Default: false.</summary>
    public bool NeedsLatencies { get; init; }

    /// <summary>Whether it counts what a network is to have little of, so that no weight below 0 makes sense. Default: false.</summary>
    public bool IsCost { get; init; }
}
