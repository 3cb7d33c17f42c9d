namespace AerNas.Genotypes;

/// <summary>The operations of a genotype that have no part in what it computes: they read a node that gets nothing of the cell's inputs, or
/// add to one that leads to no output. <c>none</c> is no such operation, for it says of itself that it computes nothing. Batch norm may
/// make a constant of what comes out of such a part, which is all that it can contribute.</summary>
public sealed class UnreachedParts
{
    private readonly Genotype _genotype;

    private UnreachedParts(Genotype genotype, ImmutableDictionary<CellKind, ImmutableArray<GenotypeEdge>> cells) =>
        (_genotype, Edges) = (genotype, cells);

    /// <summary>The operations, by the cell they stand in; every kind of cell that the genotype has is there.</summary>
    public ImmutableDictionary<CellKind, ImmutableArray<GenotypeEdge>> Edges { get; }

    /// <summary>How many they are in all.</summary>
    public int Count => Edges.Values.Sum(edges => edges.Length);

    /// <summary>Finds them.</summary>
    public static UnreachedParts Of(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return new UnreachedParts(genotype, genotype.CellKinds.ToImmutableDictionary(kind => kind, kind =>
        {
            var reached = new ReachedNodes(genotype[kind]);
            return genotype[kind].Edges.Where(edge => edge.Operation != CandidateOperation.None && !reached.Takes(edge)).ToImmutableArray();
        }));
    }

    /// <summary>The genotype without them: where a cell has every edge, as on NAS-Bench-201, such an edge carries <c>none</c>; elsewhere it
    /// goes, and with it each <c>none</c> and each node that is left without an edge, also from the output. The genotype itself where all
    /// of it is reached.</summary>
    /// <returns>Null where no path leads through a cell, so that nothing of it would be left.</returns>
    public Genotype? Without()
    {
        if (CutOff().Any()) return null;
        if (Count == 0) return _genotype;
        var space = _genotype.Space;
        return new Genotype(space,
            space.CellKinds.Select(kind => space.KeepsEveryEdge ? WithNone(_genotype[kind]) : Closed(_genotype[kind])));
    }

    /// <summary>Whether something of its inputs comes to the output of every cell.</summary>
    public static bool LeadsThrough(Genotype genotype) => !Of(genotype).CutOff().Any();

    /// <summary>What a person should know of them, in a sentence; null where all of the genotype is reached.</summary>
    public string? Sentence()
    {
        if (CutOff().ToList() is [var kind, ..])
            return $"No path leads through the {NameOf(kind)}: what it puts out does not depend on the images.";
        if (Count == 0) return null;
        return string.Join(" ", _genotype.CellKinds.Where(cell => !Edges[cell].IsEmpty).Select(cell =>
        {
            var all = _genotype[cell].Edges.Count(edge => edge.Operation != CandidateOperation.None);
            var parts = string.Join(", ", Edges[cell].Select(edge => $"{edge.Operation} from node {edge.Edge.From} to {edge.Edge.To}"));
            return $"Of the {all} operations of the {NameOf(cell)}, {Edges[cell].Length} "
                + $"{(Edges[cell].Length == 1 ? "reaches" : "reach")} nothing ({parts}).";
        }));
    }

    private IEnumerable<CellKind> CutOff() => _genotype.CellKinds.Where(kind => new ReachedNodes(_genotype[kind]).IsCutOff);

    private string NameOf(CellKind kind) => _genotype.CellKinds.Length == 1 ? "cell" : $"{kind.Word} cell";

    private CellGenotype WithNone(CellGenotype cell)
    {
        if (!_genotype.Space.Operations.Contains(CandidateOperation.None)) return cell;
        var reached = new ReachedNodes(cell);
        return new CellGenotype(cell.InputNodes,
            cell.Edges.Select(edge => reached.Takes(edge) ? edge : edge with { Operation = CandidateOperation.None }), cell.Output);
    }

    private static CellGenotype Closed(CellGenotype cell)
    {
        var reached = new ReachedNodes(cell);
        var edges = cell.Edges.Where(reached.Takes).ToList();
        var nodes = Enumerable.Range(0, cell.NodeCount).Select(node => new NodeIndex(node))
            .Where(node => node.Value < cell.InputNodes || edges.Exists(edge => edge.Edge.To == node)).ToList();
        return new CellGenotype(cell.InputNodes,
            edges.Select(edge => edge with { Edge = new EdgeId(Renamed(edge.Edge.From), Renamed(edge.Edge.To)) }),
            cell.Output.Where(nodes.Contains).Select(Renamed));

        NodeIndex Renamed(NodeIndex node) => new(nodes.IndexOf(node));
    }
}
