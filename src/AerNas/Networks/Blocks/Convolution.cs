using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using AerNas.Runtime;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>A convolution whose weights are drawn from a given stream.</summary>
public sealed class Convolution : nn.Module<Tensor, Tensor>, ITraceable
{
    private readonly ConvolutionShape _shape;
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight; // [C_out, C_in / groups, kH, kW]
    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias; // [C_out]

    /// <summary>Draws the weights of a convolution.</summary>
    public Convolution(ConvolutionShape shape, WeightSource weights)
        : base(nameof(Convolution))
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(weights);
        _shape = shape;
        var (height, width) = shape.Kernel;
        var inputs = shape.Inputs / shape.Groups;
        var fanIn = (long)inputs * height * width;
        _weight = weights.Uniform(fanIn, shape.Outputs, inputs, height, width);
        if (shape.Bias) _bias = weights.Uniform(fanIn, shape.Outputs);
        RegisterComponents();
    }

    /// <summary>Convolves.</summary>
    /// <param name="x">// [N, C_in, H, W]</param>
    /// <returns>// [N, C_out, H / stride, W / stride]</returns>
    public override Tensor forward(Tensor x)
    {
        Shapes.RequireImages(x, _shape.Inputs);
        return nn.functional.conv2d(x, _weight, _bias, [_shape.Stride.Height, _shape.Stride.Width],
            [_shape.Padding.Height, _shape.Padding.Width], [_shape.Dilation, _shape.Dilation], _shape.Groups);
    }

    View ITraceable.Trace(GraphTracer tracer, ImmutableArray<View> sources) => tracer.Add(Node(tracer, sources));

    /// <summary>The convolution as a step of a graph, to which a block may add what comes before it.</summary>
    internal ConvolutionNode Node(GraphTracer tracer, ImmutableArray<View> sources) =>
        new() { Sources = sources, Dense = [Dense(tracer)], Bias = tracer.OptionalWeight(_bias) };

    /// <summary>The kernel of a convolution over all channels.</summary>
    internal DenseWeights Dense(GraphTracer tracer) => _shape.Groups == 1
        ? new DenseWeights(tracer.Weight(_weight), _shape.Outputs, _shape.Window)
        : throw new UntraceableBlockException($"{GetName()} of {_shape.Groups} groups");

    /// <summary>The kernels of a convolution within channels.</summary>
    internal DepthwiseWeights Depthwise(GraphTracer tracer) => _shape.Groups == _shape.Inputs && _shape.Groups == _shape.Outputs && _bias is null
        ? new DepthwiseWeights(tracer.Weight(_weight), _shape.Window)
        : throw new UntraceableBlockException($"{GetName()} of {_shape.Groups} groups");
}
