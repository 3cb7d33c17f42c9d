// The rule of VINNAS (Ferianc et al., arXiv 2007.06103; general knowledge, see Vinnas): an operation is dropped where
// log(variance / mean^2) exceeds a threshold; the rest is kept by relevance, which is the same number's opposite. As in other rules by a
// threshold, an edge whose operations are all dropped carries none where it can, and else its most relevant one; where nodes choose among
// edges, such an edge is left out, and a cell that the inputs would not reach keeps the best edge of its first node.

using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>Keeps the most relevant of the operations whose noise does not drown them.</summary>
/// <param name="threshold">The largest log(variance / mean^2) that is kept.</param>
internal sealed class StrengthRule(double threshold) : IDiscretization
{
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates) =>
        new ThresholdRule(-threshold) { Scores = Scores }.Choose(alpha, candidates);

    private static double[,] Scores(ArchitectureParameters alpha, CellKind kind)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return StrongestEdges.Numbers(DrawnStrengths.Relevance(alpha, kind));
    }
}
