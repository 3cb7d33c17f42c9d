// Which operations stay in BayesNAS: those of the largest gamma, of every edge where all edges stay, and else of the edges of a node that
// have the largest. The official cells are put together by hand from the same numbers.

using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>Keeps the most relevant operations.</summary>
internal sealed class SwitchRule : IDiscretization
{
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates)
    {
        var space = alpha.Space;
        return new ChosenOperations(space, kind =>
        {
            var gammas = ArchitectureParameters.Table(alpha.CompanionOf(kind));
            return space.KeepsEveryEdge
                ? space.Edges.Select(edge => new GenotypeEdge(edge, candidates.Of(kind, edge).MaxBy(operation =>
                    gammas[space.RowOf(edge), space.ColumnOf(operation)])!))
                : StrongestEdges.Kept(candidates, kind, gammas);
        });
    }
}
