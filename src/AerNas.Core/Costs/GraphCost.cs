using AerNas.Graphs;

namespace AerNas.Costs;

/// <summary>Counts a network layer by layer.</summary>
internal static class GraphCost
{
    /// <summary>What all layers hold and compute.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="imageSize">Height and width of the images, in pixels.</param>
    /// <param name="training">Whether what only a second classifier needs counts as well.</param>
    /// <exception cref="OverflowException">It is more than can be counted.</exception>
    public static LayerCost Of(NetworkGraph graph, int imageSize, bool training)
    {
        var shapes = graph.ShapesFor(imageSize);
        var (used, helping) =
            (graph.LeadingTo(graph.Logits), graph.Auxiliary is { } auxiliary ? graph.LeadingTo(auxiliary) : new bool[shapes.Length]);
        var total = default(LayerCost);
        for (var i = 0; i < shapes.Length; i++)
            if (training || used[i] || !helping[i]) total += Of(graph.Layers[i], shapes[i]);

        return total;
    }

    private static LayerCost Of(GraphLayer layer, MapShape output) => layer switch
    {
        ConvolutionLayer { Weight: var weight, Bias: var bias } =>
            new LayerCost(weight.Length + (bias?.Length ?? 0), checked(weight.Length * output.Pixels), 0),
        LinearLayer { Weight: var weight, Bias: var bias } => new LayerCost(weight.Length + bias.Length, 0, weight.Length),
        NormLayer { Affine: { } affine } => new LayerCost(affine.Scale.Length + affine.Shift.Length, 0, 0),
        _ => default,
    };
}
