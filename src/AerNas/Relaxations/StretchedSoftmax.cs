// The mixture of DAAS (Tian et al.: Discretization-Aware Architecture Search, Pattern Recognition 2021; sunsmarterjie/DAAS
// MinEntropyLoss.py, model_search.py):
//
//   p   = softmax(s(alpha[edge]))                  s(x) = 2x, cubed where that is below -1: the weak fade the faster
//   b   = softmax(min(beta, 1))                    over the edges into a node that may keep only some of them: nodes 3 to 5
//   weight of an operation = n b p                 n edges lead to the node; p alone at a node that keeps all of its edges
//
// In the DARTS space none is no candidate; in NAS-Bench-201, which has no betas, it is. Officially the cells of either kind read the betas
// of the other one, as forward() names them the wrong way round; the losses and the genotype go by their names. The paper has no such
// thing.

namespace AerNas.Relaxations;

/// <summary>The continuous relaxation of DAAS.</summary>
/// <param name="cellsRead">Whose edge weights a cell is computed with.</param>
public sealed class StretchedSoftmax(BetasOf cellsRead) : IRelaxation
{
    /// <inheritdoc/>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context) =>
        new Mixture(alpha.Space, kind => Weights(alpha, kind, BetasReadBy(alpha.Space, kind)));

    private CellKind BetasReadBy(SearchSpace space, CellKind kind) =>
        cellsRead == BetasOf.OwnKind ? kind : space.CellKinds[^(1 + space.CellKinds.IndexOf(kind))];

    /// <summary>p: the probabilities of each edge's candidates, without none where it is no candidate. // [E, candidates]</summary>
    public static Tensor Operations(ArchitectureParameters alpha, CellKind kind)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        using var stretched = Logits(alpha, kind);
        return nn.functional.softmax(stretched, dim: -1);
    }

    /// <summary>s(alpha) of the same candidates. // [E, candidates]</summary>
    public static Tensor Logits(ArchitectureParameters alpha, CellKind kind)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        using var scope = NewDisposeScope();
        var doubled = alpha[kind].index_select(1, Candidates(alpha, kind)).Times(2);
        var stretched = where(doubled.IsBelow(-1), doubled.Power(3), doubled);
        return alpha.Space.Candidates.IsAll
            ? stretched.MoveToOuterDisposeScope()
            : stretched.Plus(NoChances(alpha, kind)).MoveToOuterDisposeScope();
    }

    /// <summary>min(beta, 1) of the edges into each node that keeps not all of them; nothing without edge weights. // [n] each</summary>
    public static IEnumerable<(NodeIndex Node, Tensor Logits)> EdgeLogits(ArchitectureParameters alpha, CellKind kind)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        if (alpha.EdgeLogits(kind) is not { } betas) yield break;
        foreach (var node in alpha.Space.ComputedNodes)
        {
            var incoming = alpha.Space.EdgesInto(node).ToArray(); // rows are grouped by node
            if (incoming.Length <= alpha.Space.KeptEdgesOf(node)) continue;
            yield return (node, betas.narrow(0, alpha.Space.RowOf(incoming[0]), incoming.Length).AtMost(1));
        }
    }

    /// <summary>The weights of all operations, none's of 0 where it is no candidate. // [E, O]</summary>
    private static Tensor Weights(ArchitectureParameters alpha, CellKind kind, CellKind betas)
    {
        using var scope = NewDisposeScope();
        var all = zeros_like(alpha[kind]).index_copy(1, Candidates(alpha, kind), Operations(alpha, kind)); // [E, O]
        return (all * EdgeWeights(alpha, betas).unsqueeze(-1)).MoveToOuterDisposeScope();
    }

    /// <summary>n b of the betas of a kind, 1 where all edges of a node stay. // [E]</summary>
    public static Tensor EdgeWeights(ArchitectureParameters alpha, CellKind kind)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        var logits = EdgeLogits(alpha, kind).ToDictionary(edges => edges.Node, edges => edges.Logits);
        return cat([.. alpha.Space.ComputedNodes.Select(node => logits.TryGetValue(node, out var into)
            ? nn.functional.softmax(into, dim: 0).Times(into.shape[0])
            : ones(alpha.Space.EdgesInto(node).Count(), alpha[kind].dtype, alpha[kind].device))]);
    }

    /// <summary>What takes operations that are no candidates out of a softmax; finite, so that entropies are. // [E, candidates]</summary>
    internal static Tensor NoChances(ArchitectureParameters alpha, CellKind kind) =>
        alpha.Barrier(alpha.Space.Candidates, kind).AtLeast(-1e4).index_select(1, Candidates(alpha, kind));

    /// <summary>The columns of the operations that compete for an edge. // [candidates]</summary>
    private static Tensor Candidates(ArchitectureParameters alpha, CellKind kind)
    {
        var space = alpha.Space;
        var candidates = space.Operations.Where(operation => space.EntropyCountsNone || operation.Family != OperationFamily.None);
        return tensor(candidates.Select(operation => (long)space.ColumnOf(operation)).ToArray(), device: alpha[kind].device);
    }
}

/// <summary>Whose edge weights the cells of a kind are computed with (DAAS).</summary>
public enum BetasOf
{
    /// <summary>Those of the other kind of cell: the official code, which has the two exchanged.</summary>
    OtherKind,

    /// <summary>Their own: the paper.</summary>
    OwnKind,
}
