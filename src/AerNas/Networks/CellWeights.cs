using AerNas.Networks.Blocks;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>
/// The scalars of a mixture, taken apart once for all cells of a kind: one autograd node for all of them, where indexing would make one
/// with a gradient of size [E, O] each. They live in the dispose scope of the forward pass.
/// </summary>
internal sealed class CellWeights
{
    private readonly Mixture _mixture;
    private readonly CellKind _kind;
    private readonly Tensor[] _scalars;
    private readonly Tensor[]? _edges; // null where edges have no weights
    private readonly Dictionary<NodeIndex, Tensor> _inactive = [];
    private int _paths; // how many edges have been asked for their paths in this pass
    private int _skips; // how many skip connections have been disturbed in this pass

    /// <summary>Takes the weights of a cell kind apart.</summary>
    public CellWeights(Mixture mixture, CellKind kind)
    {
        _mixture = mixture;
        _kind = kind;
        _scalars = mixture[kind].reshape(-1).unbind(); // [E * O]
        _edges = mixture.EdgeWeights(kind)?.unbind(); // [E]
        if (!mixture.AddsInactiveWeights) return;
        foreach (var node in mixture.Space.ComputedNodes) _inactive[node] = SumOfInactive(node);
    }

    /// <summary>The weight of an operation on an edge: a scalar.</summary>
    public Tensor this[EdgeId edge, CandidateOperation operation] =>
        _scalars[_mixture.Space.RowOf(edge) * _mixture.Space.Operations.Length + _mixture.Space.ColumnOf(operation)];

    /// <summary>The weight of what bypasses the operations of an edge: a scalar; null where it is 1.</summary>
    public Tensor? this[EdgeId edge] => _edges?[_mixture.Space.RowOf(edge)];

    /// <summary>Whether an operation of an edge takes part.</summary>
    public bool IsActive(EdgeId edge, CandidateOperation operation) => _mixture.IsActive(_kind, edge, operation);

    /// <summary>The number that operations which take no part add to a node; null where they add nothing, see <see cref="Mixture.AddsInactiveWeights"/>.</summary>
    public Tensor? AddedTo(NodeIndex node) => _inactive.GetValueOrDefault(node);

    /// <summary>The output of the next skip connection of this kind of cell as training mode takes it. // [N, C, H, W]</summary>
    /// <param name="skip">The output.</param>
    /// <param name="stride">1, or 2 where a reduction stands for it.</param>
    public Tensor Disturb(Tensor skip, int stride) =>
        _mixture.Skips is { } skips && skips.Reach(stride) ? skips.Apply(skip, _kind, _skips++) : skip;

    /// <summary>Whether edges drop paths in training mode.</summary>
    public bool DropsPaths => _mixture.Paths is not null;

    /// <summary>What the next edge of this kind of cell adds to its node where it drops paths. // [N, C, H, W]</summary>
    /// <param name="mixed">Its operations, weighted and summed.</param>
    public Tensor DropPaths(Tensor mixed) =>
        DropPath.Apply(mixed, _mixture.Paths!.Mask(mixed, _kind, _paths++), _mixture.Paths.Probability);

    private Tensor SumOfInactive(NodeIndex node)
    {
        var weights = from edge in _mixture.Space.EdgesInto(node)
                      from operation in _mixture.Space.Operations
                      where !IsActive(edge, operation)
                      select this[edge, operation];
        return stack([.. weights]).sum();
    }
}
