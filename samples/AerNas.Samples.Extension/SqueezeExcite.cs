using AerNas.Graphs;
using AerNas.Spaces;

namespace AerNas.Samples;

/// <summary>
/// A 3x3 depthwise convolution with squeeze-and-excite: each channel is weighed by what all of them hold (Hu, Shen, Sun: CVPR 2018). It
/// is written down once, as layers of a graph; engines, costs and drawings read them.
/// </summary>
public static class SqueezeExcite
{
    private const int Reduction = 4;

    /// <summary>The operation.</summary>
    public static CandidateOperation Operation { get; } = new("dw_conv_3x3_se", site =>
    {
        var (graph, norm) = (site.Graph, site.Style.Norm);
        var (few, window) = (Math.Max(1, site.Channels / Reduction), Window.Square(3, site.Stride));
        var convolved = graph.ReluDepthwisePointwiseNorm(site.Source, site.Channels, window, norm); // [N, C, H / stride, W / stride]
        var squeezed = graph.In("squeeze").Linear(graph.GlobalAverage(convolved), few); // [N, C / 4, 1, 1]
        var excited = graph.In("excite").Linear(graph.Relu(squeezed), site.Channels); // [N, C, 1, 1]
        return graph.Product(convolved, graph.Activate(excited, Activation.Sigmoid)); // [N, C, H / stride, W / stride]
    });
}
