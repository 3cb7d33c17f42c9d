using AerNas.Genotypes;
using AerNas.Graphs;
using AerNas.Networks;

namespace AerNas.Costs;

/// <summary>What a network of a skeleton costs in parts: each operation where it stands, and the rest that all of them share. Together it
/// is <see cref="GenotypeCost.Network"/>.</summary>
internal sealed class SkeletonCost(Skeleton skeleton)
{
    private readonly BlockStyle _style = DerivedGraph.StyleOf(skeleton);

    /// <summary>What surrounds the operations: stem, reductions, what preprocesses the inputs of cells, and classifier.</summary>
    public LayerCost Rest
    {
        get
        {
            // a convolution stands in for each cell, and is taken away again
            var nodes = skeleton.Form.Space.OutputNodes.Count();
            var graph = SkeletonWriter.Write(new GraphBuilder(), skeleton, _style, StandIn, out var cells);
            var all = GraphCost.Of(graph, skeleton.ImageSize, training: false);
            var (weights, multiplyAdds) = (0L, 0L);
            foreach (var cell in cells.Select(scale => scale.For(skeleton.ImageSize)))
            {
                weights += (long)cell.Reads * nodes * cell.Channels;
                multiplyAdds += (long)cell.Reads * nodes * cell.Channels * cell.Size * cell.Size;
            }

            return new LayerCost(all.Parameters - weights, all.ConvolutionMultiplyAdds - multiplyAdds, all.LinearMultiplyAdds);

            MapId StandIn(CellSite site) =>
                site.Graph.Convolution(site.Inputs[0], nodes * site.Channels, Window.Square(1, site.Reduces ? 2 : 1));
        }
    }

    /// <summary>What an operation costs at a place, with the shortcut beside it where the space has these.</summary>
    public LayerCost Of(OperationPlace place)
    {
        var graph = new GraphBuilder();
        var site = new OperationSite(graph, graph.Images(place.Reads), place.Channels, place.Stride, _style);
        var output = place.Operation.Build(site);
        if (skeleton.Form.Space.Definition.Shortcuts && place.Operation.Family != OperationFamily.None)
            output = graph.Sum([new SumTerm(output), new SumTerm(site.Shortcut())]);
        return GraphCost.Of(graph.Build(output), place.Size, training: false);
    }
}
