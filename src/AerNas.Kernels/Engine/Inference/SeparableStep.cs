using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>A convolution within channels and a pointwise one, row by row, the batch norm behind them part of the weights.</summary>
internal sealed unsafe class SeparableStep : InferenceStep
{
    private const int RowPixels = 32; // computed together: 2 KiB a block of 16 channels

    private readonly DepthwiseWeights _weights;
    private readonly WindowGeometry _geometry;
    private readonly DenseLayer _pointwise;
    private readonly RunningAffine _affine;
    private readonly SumEnd _end;
    private readonly int _rowsTogether;
    private readonly int _blockStep; // of rows that are computed together
    private DepthwiseForward _depthwise = null!;
    private TapList _taps;

    public SeparableStep(ConvolutionNode node, ImmutableArray<ImageMap> inputs, ImageMap output, RunningAffine affine, SumEnd end)
        : base(output, inputs)
    {
        (_weights, _affine, _end) = (node.Depthwise!, affine, end);
        _geometry = new WindowGeometry(_weights.Window, (inputs[0].Height, inputs[0].Width), (output.Height, output.Width));
        _pointwise = new DenseLayer(node, new DenseInput(inputs, (output.Height, output.Width)), output);
        _rowsTogether = Math.Clamp(RowPixels / output.Width, 1, output.Height);
        _blockStep = _rowsTogether * output.Width * output.Lanes;
    }

    public override int InnerFloats => Inputs[0].Blocks * _blockStep;

    public override void Freeze(InferenceContext context)
    {
        _pointwise.Place(context.Arena);
        _depthwise = new DepthwiseForward(Inputs[0], Inputs[0].Layout, _geometry, context.Kernels, context.Arena);
        _taps = TapLists.Freeze([.. _pointwise.ForwardTaps(rowStep: 0, block => block * _blockStep)], context.Arena);
    }

    public override void Load(float* weights, float* statistics)
    {
        _affine.Load(weights, statistics);
        _depthwise.Pack(weights + _weights.Weight.Offset);
        _pointwise.PackScaled(weights, _affine.Affine.Scale);
    }

    public override void Run(in InferenceImage image, KernelSet kernels)
    {
        var inner = new Grid(image.Inner, Output.Width * kernels.Lanes, kernels.Lanes);
        for (var row = 0; row < Output.Height; row += _rowsTogether)
        {
            var size = new Extent(Math.Min(_rowsTogether, Output.Height - row), Output.Width);
            _depthwise.Run(image.Memory + Inputs[0].Offset, row, size, image.Inner, _blockStep);
            var target = _end.Of(Output.Block(image.Memory, 0).Moved(row * Output.RowStep), _affine);
            kernels.Dense(inner, _taps, _pointwise.Outputs(Output.BlockStep), target, size);
        }
    }
}
