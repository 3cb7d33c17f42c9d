using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Discretization;

/// <summary>
/// The rule of SNAS (SNAS-Series model_search.py, genotype_edge_all): every edge keeps the operation of its largest alpha, none included, and
/// no edge is left out for others. In the DARTS space an edge of none is no edge; a node without any is no part of the cell, and a cell
/// that the inputs do not reach keeps the best edge of its first node.
/// </summary>
public sealed class AllEdgesRule : IDiscretization
{
    /// <inheritdoc/>
    public Genotype Discretize(ArchitectureParameters alpha)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return alpha.Space.Name == SearchSpace.NasBench201.Name
            ? new ArgmaxRule().Discretize(alpha)
            : Genotype.OfDarts(OnDarts(alpha, CellKind.Normal), OnDarts(alpha, CellKind.Reduction));
    }

    private static CellGenotype OnDarts(ArchitectureParameters alpha, CellKind kind)
    {
        using var scope = NewDisposeScope();
        var space = alpha.Space;
        var scores = StrongestEdges.Numbers(nn.functional.softmax(alpha[kind].detach(), dim: -1)); // [E, O]
        var chosen = space.Edges.Select(edge => new GenotypeEdge(edge, space.Operations.MaxBy(o => scores[space.RowOf(edge), space.ColumnOf(o)])!));
        return OpenEdges.ToCell(
            space, [.. chosen.Where(edge => edge.Operation.Family != OperationFamily.None)], StrongestEdges.Of(alpha.Kept, kind, scores));
    }
}
