// The blocks that the official codes build their networks from, by the names that their weights have in checkpoints.

namespace AerNas.Graphs;

/// <summary>Blocks of several layers.</summary>
public static class Blocks
{
    private const string Convolution = "convolution";
    private const string BatchNorm = "batch_norm";

    /// <summary>Convolution and batch norm: the stem of every network.</summary>
    public static MapId ConvNorm(this GraphBuilder graph, MapId source, int outputs, Window window, NormStyle norm)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.In(BatchNorm).Norm(graph.In(Convolution).Convolution(source, outputs, window), norm);
    }

    /// <summary>The map of a branch, and beside it what the branch reads, where both have one shape: a residual block.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="source">What the branch reads.</param>
    /// <param name="branch">What it computes of that.</param>
    /// <param name="stride">Its stride.</param>
    public static MapId WithShortcut(this GraphBuilder graph, MapId source, MapId branch, int stride)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return stride == 1 && graph.ChannelsOf(source) == graph.ChannelsOf(branch)
            ? graph.Sum([new SumTerm(branch), new SumTerm(source)]) : branch;
    }

    /// <summary>Squeeze-and-excite (Hu, Shen, Sun: CVPR 2018): each channel times a factor that is learned of the means of all.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="source">What it scales.</param>
    /// <param name="squeezed">Channels between its two layers.</param>
    /// <param name="activation">What stands between them.</param>
    public static MapId SqueezeExcite(this GraphBuilder graph, MapId source, int squeezed, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var few = graph.Activate(graph.In("squeeze").Linear(graph.GlobalAverage(source), squeezed), activation); // [N, C', 1, 1]
        var factor = graph.Activate(graph.In("excite").Linear(few, graph.ChannelsOf(source)), Activation.Sigmoid); // [N, C, 1, 1]
        return graph.Product(source, factor);
    }

    /// <summary>ReLU, convolution, batch norm: the preprocessing of DARTS cells and the dense convolution of NAS-Bench-201.</summary>
    public static MapId ReluConvNorm(this GraphBuilder graph, MapId source, int outputs, Window window, BlockStyle style)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var convolved = graph.In(Convolution).Convolution(graph.Relu(source), outputs, window, bias: style.ConvolutionBias);
        return graph.In(BatchNorm).Norm(convolved, style.Norm);
    }

    /// <summary>Depthwise convolution and batch norm.</summary>
    internal static MapId DepthwiseNorm(this GraphBuilder graph, MapId source, Window window, NormStyle norm) =>
        graph.In(BatchNorm).Norm(graph.In(Convolution).Depthwise(source, window), norm);

    /// <summary>ReLU, depthwise, pointwise, batch norm: a dilated convolution, and half of a separable one.</summary>
    public static MapId ReluDepthwisePointwiseNorm(this GraphBuilder graph, MapId source, int outputs, Window window, NormStyle norm)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var within = graph.In("depthwise").Depthwise(graph.Relu(source), window);
        return graph.In(BatchNorm).Norm(graph.In("pointwise").Convolution(within, outputs, Window.Square(1)), norm);
    }

    /// <summary>ReLU, depthwise, pointwise, batch norm: twice, the stride in the first.</summary>
    public static MapId SeparableConvolution(this GraphBuilder graph, MapId source, int outputs, Window window, NormStyle norm)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var half = graph.In("first").ReluDepthwisePointwiseNorm(source, graph.ChannelsOf(source), window, norm);
        return graph.In("second").ReluDepthwisePointwiseNorm(half, outputs, window with { Stride = (1, 1) }, norm);
    }

    /// <summary>ReLU, 1xk, kx1, batch norm; the stride is split over the two (<c>conv_7x1_1x7</c>).</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="source">What it reads.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="whole">The square window that is factorized.</param>
    /// <param name="norm">How its batch norm is made.</param>
    public static MapId FactorizedConvolution(this GraphBuilder graph, MapId source, int outputs, Window whole, NormStyle norm)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var (padding, stride) = (whole.Padding, whole.Stride);
        var wide = graph.In("wide")
            .Convolution(graph.Relu(source), outputs, new Window(1, whole.Width) { Stride = (1, stride.X), Padding = (0, padding.X) });
        var high = graph.In("high")
            .Convolution(wide, outputs, new Window(whole.Height, 1) { Stride = (stride.Y, 1), Padding = (padding.Y, 0) });
        return graph.In(BatchNorm).Norm(high, norm);
    }

    /// <summary>Halves height and width without a kernel: ReLU, two 1x1 convolutions of stride 2, the second shifted by one pixel, side by
    /// side, batch norm. Where height or width is odd a row or column of zeros is added first, as AutoDL does; the official DARTS code
    /// fails there.</summary>
    public static MapId FactorizedReduce(this GraphBuilder graph, MapId source, int outputs, NormStyle norm)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var (activated, strided) = (graph.Relu(source), Window.Square(1, stride: 2));
        if (outputs < 2) return graph.In(BatchNorm).Norm(graph.In("odd").Convolution(graph.Shift(activated), outputs, strided), norm);
        var even = graph.In("even").Convolution(activated, outputs / 2, strided);
        var odd = graph.In("odd").Convolution(graph.Shift(activated), outputs - outputs / 2, strided);
        return graph.In(BatchNorm).Norm(graph.Concatenate([even, odd]), norm);
    }

    /// <summary>The reduction between the stages of NAS-Bench-201: two ReLU-Conv3x3-BN of which the first strides, plus a shortcut of a 2x2
    /// average and a 1x1 convolution without batch norm. Always affine and tracking, also in a supernet.</summary>
    public static MapId ResidualReduction(this GraphBuilder graph, MapId source, int outputs)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var first = graph.In("first").ReluConvNorm(source, outputs, Window.Square(3, stride: 2), BlockStyle.Derived);
        var residual = graph.In("second").ReluConvNorm(first, outputs, Window.Square(3), BlockStyle.Derived);
        var pooled = graph.Pool(source, PoolKind.Average, new Window(2, 2) { Stride = (2, 2) });
        var shortcut = graph.In("shortcut").Convolution(pooled, outputs, Window.Square(1));
        return graph.Sum([new SumTerm(residual), new SumTerm(shortcut)]);
    }

    /// <summary>The second classifier of the DARTS family (official-semantics 70): ReLU, 5x5 average pooling to 2x2, 1x1 convolution, batch
    /// norm, ReLU, 2x2 convolution, batch norm where asked for, ReLU, linear.</summary>
    /// <param name="graph">Where it is written down.</param>
    /// <param name="source">What it reads.</param>
    /// <param name="size">Height and width of that, in pixels, more than 5. The stride is this less 5, as in DARTS-AER, which is 3 on the
    /// 8x8 maps of CIFAR and 2 on the 7x7 maps of ImageNet, the constants of the other families.</param>
    /// <param name="classes">How many classes.</param>
    /// <param name="normalizesTwice">Whether a batch norm follows its last convolution.</param>
    public static MapId AuxiliaryClassifier(this GraphBuilder graph, MapId source, int size, int classes, bool normalizesTwice)
    {
        const int Pool = 5, Middle = 128, Features = 768;
        ArgumentNullException.ThrowIfNull(graph);
        var window = new Window(Pool, Pool) { Stride = (size - Pool, size - Pool) };
        var pooled = graph.Pool(graph.Relu(source), PoolKind.Average, window);
        var middle = graph.In("first").ConvNorm(pooled, Middle, Window.Square(1), NormStyle.Full);
        var features = graph.In("second").Convolution(graph.Relu(middle), Features, new Window(2, 2));
        if (normalizesTwice) features = graph.In("second_batch_norm").Norm(features, NormStyle.Full);
        return graph.In("classifier").Linear(graph.Relu(features), classes);
    }
}

/// <summary>What distinguishes the same block in a supernet, in a derived network and in NAS-Bench-201.</summary>
/// <param name="Norm">How batch norms are made.</param>
/// <param name="NormAfterPools">Whether a batch norm follows each pooling.</param>
/// <param name="ConvolutionBias">Whether dense convolutions have a bias (the search cells of NAS-Bench-201).</param>
/// <param name="Activation">What follows the batch norms of inverted residuals.</param>
public readonly record struct BlockStyle(
    NormStyle Norm, bool NormAfterPools = false, bool ConvolutionBias = false, Activation Activation = Activation.Relu)
{
    /// <summary>Derived networks: learned scale and running statistics.</summary>
    public static BlockStyle Derived { get; } = new(NormStyle.Full);
}
