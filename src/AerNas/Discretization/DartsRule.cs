// The rule of DARTS (quark0/darts model_search.py genotype(); paper, section 3.1):
//
//   score of an edge = max over o != none of softmax(alpha[edge])[o]     none stays in the denominator
//                      where edges have weights, times the weight of the edge (yuhuixu1993/PC-DARTS model_search.py genotype())
//   a node keeps its two best edges, listed by descending score; each carries its best operation other than none.
//
// Operations that are dropped are out of all of it.

namespace AerNas.Discretization;

/// <summary>Keeps the two strongest edges of every node with their strongest operation other than none.</summary>
public sealed class DartsRule : IDiscretization
{
    /// <inheritdoc/>
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates) =>
        new(alpha.Space, kind => StrongestEdges.Kept(candidates, kind, Scores(alpha, kind)));

    private static double[,] Scores(ArchitectureParameters alpha, CellKind kind)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var probabilities = nn.functional.softmax(alpha.KeptLogits(kind), dim: -1); // [E, O]
        return StrongestEdges.Numbers(EdgeNormalization.Scale(probabilities, EdgeNormalization.Weights(alpha, kind)));
    }
}
