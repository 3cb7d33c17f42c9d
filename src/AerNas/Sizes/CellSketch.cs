namespace AerNas.Sizes;

/// <summary>A cell as far as its size goes: which operations stand on which edge.</summary>
internal sealed record CellSketch(int InputNodes, int Outputs, ImmutableArray<(EdgeId Edge, CandidateOperation Operation)> Operations)
{
    /// <summary>Which part of the operations there will be, of each alike: a stage may drop some, and nobody knows yet which.</summary>
    public double Share { get; init; } = 1;

    /// <summary>k: the operations see so many times fewer channels.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>Which maps stay until the backward pass.</summary>
    public MapKeeping Keeping { get; init; }

    public static CellSketch Of(KeptOperations kept, CellKind kind) => Of(kept.Space, kept.Space.OutputNodes.Count(),
        [.. from edge in kept.Space.Edges from operation in kept.Of(kind, edge) select (edge, operation)]);

    public static CellSketch Of(CellGenotype cell, SearchSpace space) =>
        Of(space, cell.Output.Length, [.. cell.Edges.Select(edge => (edge.Edge, edge.Operation))]);

    private static CellSketch Of(SearchSpace space, int outputs, ImmutableArray<(EdgeId Edge, CandidateOperation Operation)> operations)
    {
        var shortcuts = from edge in operations.Select(entry => entry.Edge).Distinct()
                        where space.Definition.Shortcuts
                        select (edge, CandidateOperation.SkipConnect);
        return new CellSketch(space.InputNodes, outputs, [.. operations, .. shortcuts]);
    }

    /// <summary>Counts the edges and computed nodes of a cell.</summary>
    /// <param name="channels">Channels of a node, and of what its operations read in front of the cell.</param>
    /// <param name="pixels">Of the output.</param>
    /// <param name="halves">Whether its inputs have four times as many.</param>
    public NetworkFloats Count((double Read, double Own) channels, double pixels, bool halves)
    {
        var (mixed, total) = (channels.Own / Parts, default(NetworkFloats));
        foreach (var (edge, operation) in Operations)
        {
            var first = edge.From.Value < InputNodes;
            total += OperationFloats.Of(operation, (first ? channels.Read / Parts : mixed, mixed), halves && first, pixels, Keeping);
        }

        var nodes = Operations.Select(entry => entry.Edge.To).Distinct().Count();
        var mapsOfNode = (Keeping == MapKeeping.OnTorch ? 2 : 1) + (Parts > 1 ? 1.0 : 0); // its value, its ReLU, its channels picked apart
        var states = (nodes + InputNodes * (halves ? 4 : 1)) * mapsOfNode * channels.Own * pixels;
        return Share * total + new NetworkFloats(0, states, states);
    }
}
