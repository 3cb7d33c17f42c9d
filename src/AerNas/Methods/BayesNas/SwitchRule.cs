// Which operations stay in BayesNAS: those of the largest gamma, of every edge where all edges stay, and else of the edges of a node that
// have the largest. The official cells are put together by hand from the same numbers.

using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>Keeps the most relevant operations.</summary>
internal sealed class SwitchRule : IDiscretization
{
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates) => alpha.Space.KeepsEveryEdge
        ? new ArgmaxRule { Scores = Gammas }.Choose(alpha, candidates)
        : new ChosenOperations(alpha.Space, kind => StrongestEdges.Kept(candidates, kind, Gammas(alpha, kind)));

    private static double[,] Gammas(ArchitectureParameters alpha, CellKind kind) =>
        ArchitectureParameters.Table(alpha.CompanionOf(kind));
}
