// What a search step has to compute, whatever computes it: the multiply-adds of convolutions and linear layers. Pools, norms, sums,
// optimizers and recomputation count for nothing.
//
//   F  forward pass                    every layer once
//   I  gradients of inputs             every layer once, except the stem: nobody asks for the gradient of an image
//   W  gradients of weights            every layer once, where an update needs them
//
//   first order    alpha on the validation batch   F + I
//                  w on the training batch         F + I + W
//   second order   the virtual step of w           F + I + W
//                  alpha and w at w'               F + I + W
//                  alpha at w+ and at w-       2 * (F + I)
//                  w on the training batch         F + I + W

using AerNas.Costs;
using AerNas.Graphs;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Runtime;
using AerNas.Spaces;

namespace AerNas.Benchmarks.Steps;

/// <summary>The multiply-adds of a supernet for one image, forward.</summary>
/// <param name="Stem">Of the layer that reads the images.</param>
/// <param name="Others">Of all other layers.</param>
internal sealed record UsefulWork(long Stem, long Others)
{
    /// <summary>Forward, of all layers.</summary>
    public long Forward => Stem + Others;

    /// <summary>Multiply-adds of a first-order step for one image of each batch.</summary>
    public long FirstOrderStep => 2 * Forward + 2 * Others + Forward;

    /// <summary>Multiply-adds of a training step for one image.</summary>
    public long TrainingStep => Forward + Others + Forward;

    /// <summary>Multiply-adds of a second-order step for one image of each batch.</summary>
    public long SecondOrderStep => 5 * Forward + 5 * Others + 3 * Forward;

    /// <summary>Counts, on the graph of the supernet.</summary>
    /// <param name="space">The space.</param>
    /// <param name="options">How wide and deep.</param>
    /// <param name="size">Height and width of the images.</param>
    public static UsefulWork Of(SearchSpace space, SupernetOptions options, int size)
    {
        using var stream = RandomStreams.Create(0, "useful work");
        using var supernet = new Supernet(space, options with { Engine = NetworkEngine.Torch }, stream);
        return Of(supernet.Graph, size, training: false);
    }

    /// <summary>Counts, on a graph.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="size">Height and width of the images.</param>
    /// <param name="training">Whether its second classifier counts as well.</param>
    public static UsefulWork Of(NetworkGraph graph, int size, bool training)
    {
        var shapes = graph.ShapesFor(size);
        var all = GraphCost.Of(graph, size, training).MultiplyAdds;
        var stem = graph.Layers.Select((layer, i) => (layer, i))
            .Where(l => l.layer is ConvolutionLayer convolution && graph[convolution.Source] is ImagesLayer)
            .Sum(l => ((ConvolutionLayer)l.layer).Weight.Length * shapes[l.i].Pixels);
        return new UsefulWork(stem, all - stem);
    }
}
