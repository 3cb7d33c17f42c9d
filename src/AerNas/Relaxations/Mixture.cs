namespace AerNas.Relaxations;

/// <summary>What the mixed operations of a supernet multiply by: one tensor [E, O] a cell kind. It may be sparse: an operation that takes
/// no part is not computed, and its weight has no gradient but for <see cref="AddsInactiveWeights"/>. A node that no operation leads to is
/// a map of zeros. Its tensors live in the dispose scope of the step that made it.</summary>
public sealed class Mixture
{
    private static readonly Func<CellKind, Tensor?> NoEdgeWeights = _ => null;

    private readonly ImmutableDictionary<CellKind, Tensor> _weights;
    private readonly ImmutableArray<bool> _active = []; // an element an entry, see EntryOf; empty where every operation takes part

    /// <summary>Makes a mixture in which every candidate of every edge takes part.</summary>
    /// <param name="space">Gives rows and columns their meaning.</param>
    /// <param name="weights">The weights of a cell kind. // [E, O]</param>
    public Mixture(SearchSpace space, Func<CellKind, Tensor> weights)
    {
        ArgumentNullException.ThrowIfNull(space);
        Space = space;
        _weights = space.CellKinds.ToImmutableDictionary(kind => kind, weights);
        if (!space.Candidates.IsAll) _active = Entries(space, space.Candidates.Contains);
    }

    /// <summary>Makes a sparse mixture. A node into which no operation leads, the zero operation aside, is a map of zeros.</summary>
    /// <param name="space">Gives rows and columns their meaning.</param>
    /// <param name="weights">The weights of a cell kind, those of inactive operations included. // [E, O]</param>
    /// <param name="active">Whether an operation of an edge takes part.</param>
    public Mixture(SearchSpace space, Func<CellKind, Tensor> weights, Func<CellKind, EdgeId, CandidateOperation, bool> active)
        : this(space, weights)
    {
        ArgumentNullException.ThrowIfNull(active);
        _active = Entries(space, active);
    }

    private Mixture(Mixture other, Func<CellKind, Tensor> weights)
        : this(other.Space, weights)
    {
        _active = other._active;
        AddsInactiveWeights = other.AddsInactiveWeights;
        EdgeWeights = other.EdgeWeights;
        Skips = other.Skips;
        Paths = other.Paths;
        Noise = other.Noise;
    }

    /// <summary>The mixture in which all that the search still looks at takes part.</summary>
    /// <param name="alpha">Tells what that is.</param>
    /// <param name="weights">The weights of a cell kind. // [E, O]</param>
    /// <param name="edges"><see cref="EdgeWeights"/>; null: none.</param>
    internal static Mixture OfKept(
        ArchitectureParameters alpha, Func<CellKind, Tensor> weights, Func<CellKind, Tensor?>? edges = null) => alpha.Kept.IsAll
            ? new Mixture(alpha.Space, weights) { EdgeWeights = edges ?? NoEdgeWeights }
            : new Mixture(alpha.Space, weights, alpha.Kept.Contains) { EdgeWeights = edges ?? NoEdgeWeights };

    /// <summary>The mixture that computes an architecture with the supernet's weights and nothing else: a weight of exactly 1 for each of
    /// its operations. An edge it does not have, or that carries <c>none</c>, adds nothing, the channels that bypass the operations
    /// included; a node into which nothing leads is zeros.</summary>
    /// <param name="chosen">The architecture.</param>
    /// <param name="dataType">float32 or float64, as the supernet computes.</param>
    /// <param name="device">Where the supernet lives; the CPU by default.</param>
    /// <returns>Its tensors are constants, owned by the caller's scope.</returns>
    public static Mixture Of(ChosenOperations chosen, ScalarType dataType = ScalarType.Float32, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        return new Mixture(chosen.Space, kind => Ones(chosen, kind, dataType, device ?? CPU), chosen.Has)
        {
            EdgeWeights = kind => Carried(chosen, kind, dataType, device ?? CPU),
        };
    }

    /// <summary>The space that gives rows and columns their meaning.</summary>
    public SearchSpace Space { get; }

    /// <summary>Whether an operation that takes no part still adds its weight, as a bare number, to every element of the node. GDAS does:
    /// the weight is 0, but its gradient is the sum of the gradient over the node's feature map.</summary>
    public bool AddsInactiveWeights { get; init; }

    /// <summary>The weights of the edges of a cell kind: what the channels that bypass an edge's operations are multiplied by. Null where
    /// they are taken as they are. The weights of the operations hold that of their edge already.</summary>
    /// <value>None. // [E]</value>
    public Func<CellKind, Tensor?> EdgeWeights { get; init; } = NoEdgeWeights;

    /// <summary>What is done to the outputs of skip connections in training mode; null: nothing.</summary>
    public DisturbedSkips? Skips { get; private init; }

    /// <summary>Which paths are dropped in training mode. The fused engine knows nothing of it; null: none.</summary>
    public DroppedPaths? Paths { get; private init; }

    /// <summary>What noise operations give in training mode; null: zeros.</summary>
    public NoiseDraws? Noise { get; private init; }

    /// <summary>The weights of a cell kind. // [E, O]</summary>
    public Tensor this[CellKind kind] => _weights[kind];

    /// <summary>Which entries take part, in the order of <see cref="EntryOf"/>; empty where all do.</summary>
    internal ReadOnlySpan<bool> Active => _active.AsSpan();

    /// <summary>The same mixture with other weights of the operations. // [E, O] a kind</summary>
    public Mixture WithWeights(Func<CellKind, Tensor> weights) => new(this, weights);

    /// <summary>The same mixture for a pass in which skip connections are disturbed.</summary>
    public Mixture WithSkips(DisturbedSkips skips) => new(this, kind => this[kind]) { Skips = skips };

    /// <summary>The same mixture for a pass in which paths are dropped.</summary>
    public Mixture WithPaths(DroppedPaths paths) => new(this, kind => this[kind]) { Paths = paths };

    /// <summary>The same mixture for a pass in which noise operations give noise.</summary>
    public Mixture WithNoise(NoiseDraws noise) => new(this, kind => this[kind]) { Noise = noise };

    /// <summary>Whether an operation of an edge takes part.</summary>
    public bool IsActive(CellKind kind, EdgeId edge, CandidateOperation operation) =>
        _active.Length == 0 || _active[EntryOf(Space, kind, edge, operation)];

    /// <summary>1 where an architecture has an operation, 0 elsewhere. // [E, O]</summary>
    internal static Tensor Ones(ChosenOperations chosen, CellKind kind, ScalarType dataType, Device device)
    {
        using var scope = NewDisposeScope();
        var space = chosen.Space;
        var ones = new double[space.Edges.Length * space.Operations.Length];
        foreach (var (edge, operation) in chosen[kind]) ones[space.RowOf(edge) * space.Operations.Length + space.ColumnOf(operation)] = 1;
        return tensor(ones).reshape(space.Edges.Length, space.Operations.Length).to(dataType).to(device).MoveToOuterDisposeScope();
    }

    private static ImmutableArray<bool> Entries(SearchSpace space, Func<CellKind, EdgeId, CandidateOperation, bool> active) =>
        [.. from kind in space.CellKinds from edge in space.Edges from operation in space.Operations select active(kind, edge, operation)];

    /// <summary>1 where an edge carries something other than none, 0 elsewhere. // [E]</summary>
    private static Tensor Carried(ChosenOperations chosen, CellKind kind, ScalarType dataType, Device device)
    {
        using var scope = NewDisposeScope();
        var ones = new double[chosen.Space.Edges.Length];
        foreach (var (edge, operation) in chosen[kind])
            if (operation.Family != OperationFamily.None) ones[chosen.Space.RowOf(edge)] = 1;

        return tensor(ones).to(dataType).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>Whether an entry takes part; those of edges always do.</summary>
    internal bool TakesPart(int entry) => _active.Length == 0 || entry >= _active.Length || _active[entry];

    /// <summary>The weights of all operations, kind after kind, then those of edges if any. // [kinds * E * O (+ kinds * E)]</summary>
    internal Tensor Flat() => cat([.. Parts()]);

    /// <summary>The same as scalars; the weight of an edge that has none is null. One autograd node a kind for all of them.</summary>
    internal Tensor?[] Scalars()
    {
        var scalars = Parts().SelectMany(part => part.unbind()).ToArray();
        Array.Resize(ref scalars, Space.CellKinds.Length * Space.Edges.Length * (Space.Operations.Length + 1));
        return scalars;
    }

    private IEnumerable<Tensor> Parts()
    {
        var edges = Space.CellKinds.Select(kind => EdgeWeights(kind)).OfType<Tensor>();
        return Space.CellKinds.Select(kind => this[kind].reshape(-1)).Concat(edges);
    }

    /// <summary>The place of the weight of an edge where all of them follow the weights of operations.</summary>
    internal static int EdgeEntryOf(SearchSpace space, CellKind kind, EdgeId edge)
    {
        var (kinds, edges) = (space.CellKinds.Length, space.Edges.Length);
        return kinds * edges * space.Operations.Length + space.CellKinds.IndexOf(kind) * edges + space.RowOf(edge);
    }

    /// <summary>The place of a weight where all kinds stand in a row, in the space's order, each row by row.</summary>
    internal static int EntryOf(SearchSpace space, CellKind kind, EdgeId edge, CandidateOperation operation)
    {
        var row = space.CellKinds.IndexOf(kind) * space.Edges.Length + space.RowOf(edge);
        return row * space.Operations.Length + space.ColumnOf(operation);
    }
}
