using AerNas.Graphs;

namespace AerNas.Kernels.Graphs;

/// <summary>A convolution: ReLU or not, one kernel a channel or none, kernels over all channels. Its batch norm belongs to whoever reads
/// the map.</summary>
internal sealed record ConvolutionNode : GraphNode
{
    /// <summary>What it reads: maps of one size, concatenated along the channels.</summary>
    public required ImmutableArray<View> Sources { get; init; }

    /// <summary>Whether it begins with a ReLU.</summary>
    public bool Rectify { get; init; }

    /// <summary>The convolution within channels that comes first.</summary>
    /// <value>null: none. Where there is one, the windows of <see cref="Dense"/> are single pixels of stride 1.</value>
    public DepthwiseWeights? Depthwise { get; init; }

    /// <summary>The kernels over all channels, in the order of the output channels; their windows give outputs of one size.</summary>
    public required ImmutableArray<DenseWeights> Dense { get; init; }

    /// <summary>What is added to each output channel.</summary>
    /// <value>null: nothing.</value>
    public Slice? Bias { get; init; }
}

/// <summary>A kernel from all input channels to some output channels.</summary>
/// <param name="Weight">// [C_out, C_in, kH, kW]</param>
/// <param name="Outputs">C_out.</param>
/// <param name="Window">Its shape.</param>
internal sealed record DenseWeights(Slice Weight, int Outputs, Window Window);

/// <summary>One kernel a channel.</summary>
/// <param name="Weight">// [C, 1, kH, kW]</param>
/// <param name="Window">Its shape.</param>
internal sealed record DepthwiseWeights(Slice Weight, Window Window);
