using System.Collections.Immutable;
using AerNas.Genotypes;
using AerNas.Spaces;

namespace AerNas.Discretization;

/// <summary>
/// Cells of the DARTS space of as many edges as a rule leaves open. A node without an edge is no part of the cell, nor are edges that read
/// it: the later nodes move up, and the cell's output is the narrower.
/// </summary>
internal static class OpenEdges
{
    /// <summary>The cell; one that the inputs do not reach keeps the best edge of its first node, so that it can be built.</summary>
    /// <param name="space">The cell's topology.</param>
    /// <param name="open">The edges that are left.</param>
    /// <param name="strongest">The edges that <see cref="StrongestEdges"/> would keep.</param>
    public static CellGenotype ToCell(
        SearchSpace space, ImmutableArray<GenotypeEdge> open, ImmutableArray<(GenotypeEdge Edge, double Score)> strongest)
    {
        var first = new NodeIndex(space.InputNodes);
        return WithoutEmptyNodes(space, open.Any(edge => edge.Edge.From < first)
            ? open
            : [strongest.First(s => s.Edge.Edge.To == first).Edge]);
    }

    private static CellGenotype WithoutEmptyNodes(SearchSpace space, ImmutableArray<GenotypeEdge> open)
    {
        var places = Enumerable.Range(0, space.InputNodes).ToDictionary(input => new NodeIndex(input), input => new NodeIndex(input));
        var edges = ImmutableArray.CreateBuilder<GenotypeEdge>();
        foreach (var node in space.ComputedNodes)
        {
            var into = open.Where(edge => edge.Edge.To == node && places.ContainsKey(edge.Edge.From)).ToArray();
            if (into.Length == 0) continue;
            var place = new NodeIndex(places.Count);
            edges.AddRange(into.Select(edge => edge with { Edge = new EdgeId(places[edge.Edge.From], place) }));
            places[node] = place;
        }

        return new CellGenotype(space.InputNodes, edges, places.Values.Where(place => place.Value >= space.InputNodes));
    }
}
