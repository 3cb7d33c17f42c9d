using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using AerNas.Catalogues;
using AerNas.Graphs;
using AerNas.Json;
using static AerNas.Spaces.CandidateOperation;

namespace AerNas.Spaces;

/// <summary>A search space as data: the cells with their edges, the candidate operations of each edge, and the networks that cells are
/// stacked into. The order of edges and operations is part of its identity: rows of alpha are reached by edge, columns by operation. Spaces
/// of equal definitions are equal.</summary>
[JsonConverter(typeof(SearchSpaceConverter))]
public sealed class SearchSpace : IEquatable<SearchSpace>
{
    private readonly ImmutableDictionary<EdgeId, int> _rows;
    private readonly ImmutableDictionary<CandidateOperation, int> _columns;
    private readonly ImmutableArray<CandidateOperation> _own; // that came with the definition
    private readonly Lazy<string> _text;

    /// <summary>Makes the space of a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="operations">Operations of one's own that it names, beside those of the catalogue.</param>
    /// <exception cref="InvalidOptionsException">No space can be made of it; carries every problem, each with its path.</exception>
    public SearchSpace(SpaceDefinition definition, params IEnumerable<CandidateOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(definition);
        _own = [.. operations];
        definition.Check(Known).ThrowIfBroken();
        Definition = definition;
        Operations = [.. definition.Operations.Select(OperationOf)];
        CellKinds = [.. definition.Cells.Select(cell => new CellKind(cell.Name, cell.Reduces))];
        Edges = [.. definition.ReadEdges()];
        _rows = Edges.Select((edge, row) => (edge, row)).ToImmutableDictionary(e => e.edge, e => e.row);
        _columns = Operations.Select((operation, column) => (operation, column)).ToImmutableDictionary(o => o.operation, o => o.column);
        _text = new Lazy<string>(() => JsonText.Write(SpaceJson.Write(definition)));
        Candidates = KeptOperations.OfferedBy(this, (kind, edge, operation) => definition.Cells[CellKinds.IndexOf(kind)]
            .Offers(edge, operation.Original));
        Skeletons = [.. definition.Skeletons.Select(skeleton => new SkeletonForm(skeleton, this))];
        KeepsWidth = SpaceFit.Check(this);
    }

    /// <summary>The space of DARTS: two inputs, four nodes, 14 edges, eight operations, two kinds of cell (quark0/darts).</summary>
    public static SearchSpace Darts { get; } = new(PublishedSpaces.Darts)
    {
        Notation = GenotypeForm.Darts,
        GenotypeOperations =
        [
            None, SkipConnect, MaxPool3x3, MaxPool5x5, AvgPool3x3, SepConv3x3, SepConv5x5, SepConv7x7, DilConv3x3, DilConv5x5,
            Conv3x1And1x3, Conv7x1And1x7, NorConv3x3,
        ],
    };

    /// <summary>The space of NAS-Bench-201: one input, three nodes, 6 edges, five operations, one kind of cell.</summary>
    public static SearchSpace NasBench201 { get; } = new(PublishedSpaces.NasBench201) { Notation = GenotypeForm.NasBench201 };

    internal static Catalogue<SearchSpace> Catalogue { get; } =
        new("search space", space => space.Name, [Darts, NasBench201, .. PublishedSpaces.OfFiles]);

    /// <summary>The space that is searched unless told otherwise.</summary>
    public static SearchSpace Default => NasBench201;

    /// <summary>The spaces that can be searched, by name.</summary>
    public static ImmutableArray<SearchSpace> All => [.. Catalogue.All.Where(space => space.LeavesAChoice)];

    /// <summary>As it is written down.</summary>
    public SpaceDefinition Definition { get; }

    /// <summary>The name used on the command line and in files.</summary>
    public string Name => Definition.Name;

    /// <summary>How many nodes are inputs of the cell.</summary>
    public int InputNodes => Definition.Inputs;

    /// <summary>Inputs and computed nodes together.</summary>
    public int NodeCount => InputNodes + Definition.Nodes;

    /// <summary>The kinds of cell that are searched, in the order the entropy reads them.</summary>
    public ImmutableArray<CellKind> CellKinds { get; }

    /// <summary>The kinds of cell that keep the size of what they read.</summary>
    public ImmutableArray<CellKind> KindsKeepingSize => [.. CellKinds.Where(kind => !kind.Reduces)];

    /// <summary>The candidate operations, in column order.</summary>
    public ImmutableArray<CandidateOperation> Operations { get; }

    /// <summary>Which of them each edge may carry.</summary>
    public KeptOperations Candidates { get; }

    /// <summary>Whether some edge may carry one of several operations. A space that leaves no choice is one network.</summary>
    public bool LeavesAChoice => CellKinds.Any(kind => Edges.Any(edge => Candidates.IsOpen(kind, edge)));

    /// <summary>The operations that its genotypes may have: also some not searched, of which there are published genotypes.</summary>
    public ImmutableArray<CandidateOperation> GenotypeOperations
    {
        get => field.IsDefault ? Operations : field;
        private init;
    }

    /// <summary>The networks that its cells are stacked into; the first is that of the supernet.</summary>
    public ImmutableArray<SkeletonForm> Skeletons { get; }

    /// <summary>How its genotypes are written.</summary>
    public GenotypeForm Notation { get; private init; }

    /// <summary>Whose settings methods take in it.</summary>
    public PublishedProtocol Protocol => Definition.Settings;

    /// <summary>How the blocks of its supernet's cells are made.</summary>
    public BlockStyle SupernetStyle => new(new NormStyle(Definition.Supernet.Affine, Definition.Supernet.TrackStatistics),
        Definition.Supernet.NormAfterPools, Definition.Supernet.ConvolutionBias, Definition.Activation);

    /// <summary>How the blocks of its derived networks are made.</summary>
    public BlockStyle DerivedStyle => BlockStyle.Derived with { Activation = Definition.Activation };

    /// <summary>Whether the entropy of an edge counts the zero operation by default.</summary>
    public bool EntropyCountsNone => Definition.EntropyCountsNone;

    /// <summary>Whether a derived cell has one operation on every edge, be it none; else each node keeps some of its edges.</summary>
    public bool KeepsEveryEdge => Definition.KeptEdges is null;

    /// <summary>Whether every edge reads as many channels as its node has: cells preprocess, or have one width a stage.</summary>
    public bool KeepsWidth { get; }

    /// <summary>The computed nodes in order.</summary>
    public IEnumerable<NodeIndex> ComputedNodes => Enumerable.Range(InputNodes, Definition.Nodes).Select(n => new NodeIndex(n));

    /// <summary>The nodes that a whole cell puts out, side by side.</summary>
    public IEnumerable<NodeIndex> OutputNodes => Definition.Output == CellOutput.AllNodes ? ComputedNodes : [new NodeIndex(NodeCount - 1)];

    /// <summary>The edges in row order: grouped by target, ascending source inside a group.</summary>
    public ImmutableArray<EdgeId> Edges { get; }

    /// <summary>Name and column order in one line, as written into checkpoints.</summary>
    public string Identity => $"{Name}/{string.Join(',', Operations)}";

    /// <summary>The space that this one is with its columns in another order, or some of them twice; itself where it is neither.</summary>
    public SearchSpace Original
    {
        get => field ?? this;
        private init;
    }

    /// <summary>Whether it comes with AerNas, so that its name is enough; others are written down whole.</summary>
    public bool IsListed => Catalogue.Own.Contains(Original);

    /// <summary>Reads a space that a person wrote down as JSON; see <see cref="SpaceDefinition"/> for its members.</summary>
    /// <exception cref="InvalidOptionsException">No space can be made of it; carries every problem, each with its path.</exception>
    /// <exception cref="JsonFormatException">It is no JSON.</exception>
    public static SearchSpace FromJson(string text)
    {
        var read = SpaceJson.Read(JsonText.Parse(text));
        if (TryFind(read.Name, out var listed) && !listed.Equals(read))
            throw new InvalidOptionsException("name", $"'{read.Name}' is the name of another space; give it one of its own.");
        return read;
    }

    /// <summary>Finds a space by name; case does not count.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out SearchSpace? space) => Catalogue.TryFind(name, out space);

    /// <summary>The space of a name; case does not count.</summary>
    /// <exception cref="KeyNotFoundException">There is no such space.</exception>
    public static SearchSpace Find(string name) => TryFind(name, out var space)
        ? space
        : throw new KeyNotFoundException($"'{name}' is no search space; there are {string.Join(", ", All.Select(s => s.Name))}.");

    /// <summary>The definition as indented JSON, which <see cref="FromJson"/> reads.</summary>
    public string ToJson() => JsonText.WriteIndented(SpaceJson.Write(Definition));

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

    /// <summary>The space with some operations twice, each followed by its <see cref="CandidateOperation.Twin"/>; else itself.</summary>
    /// <param name="operations">Those that an edge may hold twice; the space need not offer all of them.</param>
    public SearchSpace WithTwins(IReadOnlyCollection<CandidateOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        if (!Operations.Any(operations.Contains)) return this;
        return With([.. Operations.SelectMany<CandidateOperation, CandidateOperation>(o => operations.Contains(o) ? [o, o.Twin] : [o])]);
    }

    /// <summary>The kind of cell of a name; case does not count.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public CellKind KindOf(string name) => CellKinds.First(kind => kind.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The operation that its definition names.</summary>
    internal CandidateOperation OperationOf(string name) => Known(name)
        ?? throw new ArgumentException($"'{name}' is no operation of {Name}.", nameof(name));

    /// <summary>The edges that end in <paramref name="node"/>, by ascending source.</summary>
    public IEnumerable<EdgeId> EdgesInto(NodeIndex node) => Edges.Where(e => e.To == node);

    /// <summary>How many of them a derived cell keeps: two in the DARTS space, all in that of NAS-Bench-201.</summary>
    public int KeptEdgesOf(NodeIndex node) => Math.Min(Definition.KeptEdges ?? int.MaxValue, EdgesInto(node).Count());

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

    /// <inheritdoc/>
    public bool Equals(SearchSpace? other) =>
        ReferenceEquals(this, other)
            || (other is not null && Operations.SequenceEqual(other.Operations) && _text.Value == other._text.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SearchSpace);

    /// <inheritdoc/>
    public override int GetHashCode() => Identity.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Identity;

    private CandidateOperation? Known(string name) =>
        _own.FirstOrDefault(operation => operation.Name == name) ?? (CandidateOperation.TryParse(name, out var listed) ? listed : null);

    private SearchSpace With(ImmutableArray<CandidateOperation> operations) =>
        new(Definition with { Operations = [.. operations.Select(operation => operation.Name)] }, operations)
        {
            Original = Original,
            Notation = Notation,
            GenotypeOperations = GenotypeOperations,
        };
}

/// <summary>How genotypes are written as a text.</summary>
public enum GenotypeForm
{
    /// <summary>As JSON that says its space.</summary>
    Json,

    /// <summary>As quark0/darts does: <c>Genotype(normal=[('sep_conv_3x3', 0), ...], ...)</c>.</summary>
    Darts,

    /// <summary>As NAS-Bench-201 does: <c>|op~0|+|op~0|op~1|+|op~0|op~1|op~2|</c>.</summary>
    NasBench201,
}
