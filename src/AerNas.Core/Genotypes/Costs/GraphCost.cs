using AerNas.Graphs;

namespace AerNas.Genotypes.Costs;

/// <summary>Counts a network layer by layer.</summary>
public static class GraphCost
{
    /// <summary>What all layers hold and compute.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="imageSize">Height and width of the images, in pixels.</param>
    /// <param name="training">Whether what only a second classifier needs counts as well.</param>
    /// <exception cref="OverflowException">It is more than can be counted.</exception>
    public static LayerCost Of(NetworkGraph graph, int imageSize, bool training)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var shapes = graph.ShapesFor(imageSize);
        var (used, helping) = (Reached(graph, graph.Logits), Reached(graph, graph.Auxiliary));
        var total = default(LayerCost);
        for (var i = 0; i < shapes.Length; i++)
        {
            if (training || used[i] || !helping[i]) total += Of(graph.Layers[i], shapes[i]);
        }

        return total;
    }

    /// <summary>Which maps lead to one.</summary>
    private static bool[] Reached(NetworkGraph graph, MapId? from)
    {
        var reached = new bool[graph.Layers.Length];
        if (from is { } map) reached[map.Index] = true;
        for (var i = reached.Length - 1; i >= 0; i--)
        {
            if (!reached[i]) continue;
            foreach (var source in graph.Layers[i].Sources) reached[source.Index] = true;
        }

        return reached;
    }

    private static LayerCost Of(GraphLayer layer, MapShape output) => layer switch
    {
        ConvolutionLayer { Weight: var weight, Bias: var bias } => new LayerCost(weight.Length + (bias?.Length ?? 0), checked(weight.Length * output.Pixels), 0),
        LinearLayer { Weight: var weight, Bias: var bias } => new LayerCost(weight.Length + bias.Length, 0, weight.Length),
        NormLayer { Affine: { } affine } => new LayerCost(affine.Scale.Length + affine.Shift.Length, 0, 0),
        _ => default,
    };
}
