using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AerNas.Graphs;
using static AerNas.Spaces.CandidateOperation;

namespace AerNas.Spaces;

/// <summary>
/// A search space as data: the cell's topology and its ordered candidate operations. The order is part of the space's identity:
/// rows of alpha are reached by edge, columns by operation.
/// </summary>
public sealed class SearchSpace
{
    private readonly ImmutableDictionary<EdgeId, int> _rows;
    private readonly ImmutableDictionary<CandidateOperation, int> _columns;
    private readonly int? _keptEdges; // of a node; null: all

    private SearchSpace(
        string name, (int Inputs, int Intermediate, int? KeptEdges) nodes, ImmutableArray<CellKind> cellKinds, ImmutableArray<CandidateOperation> operations)
    {
        var (inputNodes, intermediateNodes, keptEdges) = nodes;
        Name = name;
        _keptEdges = keptEdges;
        InputNodes = inputNodes;
        IntermediateNodes = intermediateNodes;
        CellKinds = cellKinds;
        Operations = operations;
        Edges = [.. from to in Enumerable.Range(inputNodes, intermediateNodes)
                    from source in Enumerable.Range(0, to)
                    select new EdgeId(new NodeIndex(source), new NodeIndex(to))];
        _rows = Edges.Select((edge, row) => (edge, row)).ToImmutableDictionary(e => e.edge, e => e.row);
        _columns = operations.Select((operation, column) => (operation, column)).ToImmutableDictionary(o => o.operation, o => o.column);
    }

    /// <summary>The space of DARTS: two inputs, four nodes, 14 edges, eight operations, normal and reduction cells (quark0/darts).</summary>
    public static SearchSpace Darts { get; } = new("darts", (Inputs: 2, Intermediate: 4, KeptEdges: 2), [CellKind.Normal, CellKind.Reduction],
        [None, MaxPool3x3, AvgPool3x3, SkipConnect, SepConv3x3, SepConv5x5, DilConv3x3, DilConv5x5])
    {
        Protocol = PublishedProtocol.Darts,
        SupernetStyle = new BlockStyle(new NormStyle(Affine: false, TrackStatistics: true), NormAfterPools: true),
    };

    /// <summary>The space of NAS-Bench-201: one input, three nodes, 6 edges, five operations, one kind of cell.</summary>
    public static SearchSpace NasBench201 { get; } = new("nasbench201", (Inputs: 1, Intermediate: 3, KeptEdges: null), [CellKind.Normal],
        [None, SkipConnect, NorConv1x1, NorConv3x3, AvgPool3x3])
    {
        Protocol = PublishedProtocol.NasBench201,
        SupernetStyle = new BlockStyle(new NormStyle(Affine: false, TrackStatistics: false), ConvolutionBias: true),
        EntropyCountsNone = true,
    };

    /// <summary>The space that is searched unless told otherwise.</summary>
    public static SearchSpace Default => NasBench201;

    /// <summary>The spaces that can be searched, by name.</summary>
    public static ImmutableArray<SearchSpace> All { get; } = [Darts, NasBench201];

    /// <summary>The name used on the command line and in files.</summary>
    public string Name { get; }

    /// <summary>How many nodes are inputs of the cell.</summary>
    public int InputNodes { get; }

    /// <summary>How many nodes are computed.</summary>
    public int IntermediateNodes { get; }

    /// <summary>Inputs and computed nodes together.</summary>
    public int NodeCount => InputNodes + IntermediateNodes;

    /// <summary>The kinds of cell that are searched, in the order the entropy reads them.</summary>
    public ImmutableArray<CellKind> CellKinds { get; }

    /// <summary>The candidate operations, in column order.</summary>
    public ImmutableArray<CandidateOperation> Operations { get; }

    /// <summary>Whose settings methods take in it.</summary>
    public required PublishedProtocol Protocol { get; init; }

    /// <summary>How the blocks of its supernet's cells are made.</summary>
    public required BlockStyle SupernetStyle { get; init; }

    /// <summary>Whether the official code counts the zero operation where it measures the entropy of an edge.</summary>
    /// <value>false.</value>
    public bool EntropyCountsNone { get; init; }

    /// <summary>Whether a derived cell has one operation on every edge, be it none; else each node keeps some of its edges.</summary>
    public bool KeepsEveryEdge => _keptEdges is null;

    /// <summary>
    /// Whether its networks have stages of cells that each read the output before them and give their last node; else they have layers of cells
    /// that each read the two outputs before them and give all their nodes.
    /// </summary>
    public bool IsStaged => InputNodes == 1;

    /// <summary>The edges in row order: grouped by target, ascending source inside a group.</summary>
    public ImmutableArray<EdgeId> Edges { get; }

    /// <summary>Name and column order in one line, as written into checkpoints.</summary>
    public string Identity => $"{Name}/{string.Join(',', Operations)}";

    /// <summary>Finds a space by name; case does not count.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out SearchSpace? space)
    {
        space = All.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return space is not null;
    }

    /// <summary>The space of a name; case does not count.</summary>
    /// <exception cref="KeyNotFoundException">There is no such space.</exception>
    public static SearchSpace Find(string name) => TryFind(name, out var space)
        ? space
        : throw new KeyNotFoundException($"'{name}' is no search space; there are {string.Join(", ", All.Select(s => s.Name))}.");

    /// <summary>The same space with its columns in another order (the DARTS-AER fork has <c>none</c> last).</summary>
    /// <exception cref="ArgumentException"><paramref name="operations"/> is not a reordering of <see cref="Operations"/>.</exception>
    public SearchSpace WithOrder(IEnumerable<CandidateOperation> operations)
    {
        var order = operations.ToImmutableArray();
        if (order.Length != Operations.Length || order.Distinct().Count() != order.Length || order.Any(o => !_columns.ContainsKey(o)))
            throw new ArgumentException(
                $"Expected a reordering of {string.Join(", ", Operations)}, got {string.Join(", ", order)}.", nameof(operations));
        return With(order);
    }

    /// <summary>The same space with some operations twice, each followed by its <see cref="CandidateOperation.Twin"/>; itself where there are none.</summary>
    /// <param name="operations">Those that an edge may hold twice; the space need not offer all of them.</param>
    public SearchSpace WithTwins(IReadOnlyCollection<CandidateOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        if (!Operations.Any(operations.Contains)) return this;
        return With([.. Operations.SelectMany<CandidateOperation, CandidateOperation>(o => operations.Contains(o) ? [o, o.Twin] : [o])]);
    }

    /// <summary>The edges that end in <paramref name="node"/>, by ascending source.</summary>
    public IEnumerable<EdgeId> EdgesInto(NodeIndex node) => Edges.Where(e => e.To == node);

    /// <summary>How many of them a derived cell keeps: two in the DARTS space, all in that of NAS-Bench-201.</summary>
    public int KeptEdgesOf(NodeIndex node) => _keptEdges ?? EdgesInto(node).Count();

    /// <summary>The row of alpha that holds <paramref name="edge"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cell has no such edge.</exception>
    public int RowOf(EdgeId edge) => _rows.TryGetValue(edge, out var row)
        ? row
        : throw new ArgumentOutOfRangeException(nameof(edge), edge, $"The {Name} cell has no such edge; nodes are 0-{NodeCount - 1}.");

    /// <summary>The column of alpha that holds <paramref name="operation"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The space does not offer the operation.</exception>
    public int ColumnOf(CandidateOperation operation) => _columns.TryGetValue(operation, out var column)
        ? column
        : throw new ArgumentOutOfRangeException(
            nameof(operation), operation, $"The {Name} space offers {string.Join(", ", Operations)}.");

    /// <summary>The computed nodes in order.</summary>
    public IEnumerable<NodeIndex> ComputedNodes => Enumerable.Range(InputNodes, IntermediateNodes).Select(n => new NodeIndex(n));

    /// <inheritdoc/>
    public override string ToString() => Identity;

    private SearchSpace With(ImmutableArray<CandidateOperation> operations) => new(Name, (InputNodes, IntermediateNodes, _keptEdges), CellKinds, operations)
    {
        Protocol = Protocol,
        SupernetStyle = SupernetStyle,
        EntropyCountsNone = EntropyCountsNone,
    };
}

/// <summary>Whose settings methods take: those that were published for a space hold for others that are searched alike.</summary>
public enum PublishedProtocol
{
    /// <summary>Those of quark0/darts and of the codes that came from it: the DARTS space on CIFAR-10.</summary>
    Darts,

    /// <summary>Those of AutoDL-Projects: NAS-Bench-201.</summary>
    NasBench201,
}
