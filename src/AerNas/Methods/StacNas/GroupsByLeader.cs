// How StacNAS narrows its space (Li, Fu, Zhang, Chai: StacNAS: Towards Stable and Consistent Differentiable Neural Architecture Search,
// 2019; susan0199/StacNAS genotypes.py). Operations that do much the same share out alpha among them, and lose to one that stands alone:
//
//   groups           pools; skip connections; separable convolutions; dilated convolutions; none by itself
//   first stage      the first of every group, its leader: max_pool_3x3, skip_connect, sep_conv_3x3, dil_conv_3x3; and none
//   second stage     every edge: all of the group whose leader has its largest alpha, and none, which wins no edge
//
// The space may offer an operation twice (SearchSpace.WithTwins): its twin is of its group. The official code has the skip connection so,
// of which there is one kind: two alphas, of which the larger tells how strong the edge is, and at stride 2 two sets of weights.
//
// Ties: the earlier column wins.

namespace AerNas.Methods;

/// <summary>First the leaders of groups of like operations, then on every edge the winning group.</summary>
internal sealed class GroupsByLeader : INarrowing
{
    public KeptOperations First(SearchSpace space) =>
        new KeptOperations(space, (kind, edge, operation) => operation == space.Candidates.Of(kind, edge)
            .First(other => GroupOf(other) == GroupOf(operation)));

    public KeptOperations After(ArchitectureParameters alpha, int stage)
    {
        var (space, kept) = (alpha.Space, alpha.Kept);
        var winners = (from kind in space.CellKinds
                       let values = alpha.ToArray(kind)
                       from edge in space.Edges
                       let leaders = kept.Of(kind, edge).Where(operation => operation.Family != OperationFamily.None)
                       let winner = leaders.MaxBy(operation => values[space.RowOf(edge), space.ColumnOf(operation)])!
                       select ((kind, edge), GroupOf(winner))).ToDictionary();
        return new KeptOperations(space, (kind, edge, operation) => operation.Family == OperationFamily.None
            || GroupOf(operation) == winners[(kind, edge)]);
    }

    /// <summary>The family that stands for a group: pools are one.</summary>
    private static OperationFamily GroupOf(CandidateOperation operation) =>
        operation.Family == OperationFamily.AveragePool ? OperationFamily.MaxPool : operation.Family;
}
