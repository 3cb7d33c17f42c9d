// Edge normalization (Xu et al.: PC-DARTS, ICLR 2020, eq. 3), as the official model_search.py has it:
//
//   b = softmax(beta) over the edges that lead to the same node
//
// Without it the choice of a node's edges would hang on alphas that partial channels leave noisy.

namespace AerNas.Relaxations;

/// <summary>From the logits of edges to their weights.</summary>
internal static class EdgeNormalization
{
    /// <summary>The weights of the edges of a cell kind, adding up to 1 at every node; null where edges have none. // [E]</summary>
    public static Tensor? Weights(ArchitectureParameters alpha, CellKind kind)
    {
        if (alpha.EdgeLogits(kind) is not { } logits) return null;
        using var scope = NewDisposeScope();
        // rows are grouped by node
        var incoming = alpha.Space.ComputedNodes.Select(node => (long)alpha.Space.EdgesInto(node).Count()).ToArray();
        return cat([.. logits.split(incoming).Select(group => nn.functional.softmax(group, dim: 0))]).MoveToOuterDisposeScope(); // [E]
    }

    /// <summary>What belongs to operations, times the weights of their edges. // [E, O]</summary>
    public static Tensor Scale(Tensor operations, Tensor? edges) => edges is null ? operations : operations * edges.unsqueeze(-1);
}
