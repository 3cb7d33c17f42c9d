// The final rule of P-DARTS (chenxin061/pdarts train_search.py, after the last stage):
//
//   p                = softmax(alpha[edge]) over the operations that are left, none among them
//   an edge          carries its operation other than none of the largest p; of equals the last
//   a node           keeps the two edges of the largest p; of equals the last. They are listed by source, not by score
//
// The official script goes on to restrict the skip connections of the normal cell: SkipLimitRule.

using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>The rule of P-DARTS without its restriction: the two strongest edges of every node, in the order of their sources.</summary>
internal sealed class ProgressiveRule : IDiscretization
{
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates) =>
        new ChosenOperations(alpha.Space, kind => Choose(candidates, kind, alpha.Probabilities(kind)));

    private static IEnumerable<GenotypeEdge> Choose(Candidates candidates, CellKind kind, double[,] probabilities)
    {
        var space = candidates.Space;
        return space.ComputedNodes.SelectMany(node => space.EdgesInto(node)
            .SelectMany(edge => Best(edge).TakeLast(1))
            .OrderBy(Probability)
            .TakeLast(space.KeptEdgesOf(node))
            .OrderBy(choice => space.RowOf(choice.Edge)));

        IEnumerable<GenotypeEdge> Best(EdgeId edge) =>
            candidates.Computing(kind, edge).Select(o => new GenotypeEdge(edge, o)).OrderBy(Probability);

        double Probability(GenotypeEdge choice) => probabilities[space.RowOf(choice.Edge), space.ColumnOf(choice.Operation)];
    }
}
