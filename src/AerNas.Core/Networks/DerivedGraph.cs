using AerNas.Genotypes;
using AerNas.Graphs;

namespace AerNas.Networks;

/// <summary>The network of a genotype: one operation an edge, batch norms learned, no alphas.</summary>
public static class DerivedGraph
{
    /// <summary>Writes it down. Training may drop every operation (drop path), but not what hands on the map it reads: of a residual block
    /// the branch alone, and a skip connection of stride 1 never.</summary>
    /// <param name="genotype">The architecture.</param>
    /// <param name="skeleton">How its cells are stacked; of the genotype's space.</param>
    /// <exception cref="ArgumentException">The skeleton stacks another space's cells.</exception>
    public static NetworkGraph Of(Genotype genotype, Skeleton skeleton)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        ArgumentNullException.ThrowIfNull(skeleton);
        if (!genotype.Space.Equals(skeleton.Form.Space))
            throw new ArgumentException($"The skeleton {skeleton.Form} stacks genotypes of {skeleton.Form.Space.Name}, not of "
                + $"{genotype.Space.Name}.", nameof(skeleton));
        var style = StyleOf(skeleton);
        return SkeletonWriter.Write(
            new GraphBuilder(), skeleton, style, site => Cell(genotype[site.Kind], site, style, skeleton.Form), out _);
    }

    /// <summary>How the blocks of the networks of a skeleton are made.</summary>
    internal static BlockStyle StyleOf(Skeleton skeleton) =>
        skeleton.Form.Space.DerivedStyle with { NormAfterPools = skeleton.BatchNormAfterPools };

    /// <summary>The cells of the networks of a skeleton, in order.</summary>
    public static ImmutableArray<CellSize> Cells(Skeleton skeleton)
    {
        ArgumentNullException.ThrowIfNull(skeleton);
        var nodes = skeleton.Form.Space.OutputNodes.Count();
        SkeletonWriter.Write(new GraphBuilder(), skeleton, BlockStyle.Derived, // what stands in a cell does not matter
            site => site.Graph.Convolution(site.Inputs[0], nodes * site.Channels, Window.Square(1)), out var cells);
        return [.. cells.Select(cell => cell.For(skeleton.ImageSize))];
    }

    private static MapId Cell(CellGenotype cell, CellSite site, BlockStyle style, SkeletonForm form)
    {
        // beside preprocessing the edges have a name of their own around theirs
        var graph = form.Definition.Preprocesses ? site.Graph.In("edges") : site.Graph;
        var shortcuts = form.Space.Definition.Shortcuts;
        var (states, terms) = (site.Inputs.ToBuilder(), new List<SumTerm>());
        for (var i = 0; i < cell.Edges.Length; i++)
        {
            var (edge, operation) = cell.Edges[i];
            var stride = site.StrideOf(edge);
            var source = states[edge.From.Value];
            var place = new OperationSite(graph.In($"edge{i}"), source, site.Channels, stride, style);
            var output = operation.Build(place);
            var isFirst = !cell.Edges.Take(i).Any(other => other.Edge == edge); // of the operations that one edge may carry in FairDARTS
            terms.Add(new SumTerm(shortcuts && isFirst && operation.Family != OperationFamily.None
                ? graph.DropPath(graph.Sum([new SumTerm(output), new SumTerm(place.Shortcut())]))
                : graph.DropPath(output, handedOn: source)));
            if (i + 1 < cell.Edges.Length && cell.Edges[i + 1].Edge.To == edge.To) continue;
            states.Add(terms is [var single] ? single.Map : graph.Sum([.. terms]));
            terms.Clear();
        }

        return graph.Concatenate([.. cell.Output.Select(node => states[node.Value])]);
    }
}
