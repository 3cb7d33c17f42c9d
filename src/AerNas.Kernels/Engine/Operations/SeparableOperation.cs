// ReLU, depthwise, pointwise in one sweep over an image: some rows of the depthwise convolution at a time, which the pointwise one reads
// while they are in the first cache, and whose sums for the batch norm are taken at once. What lies between the two is never stored: the
// backward pass computes it again, where weight gradients are asked for.

using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>A convolution within channels and a pointwise one over them.</summary>
internal sealed unsafe class SeparableOperation : WindowedOperation
{
    private const int RowPixels = 32; // computed together: 2 KiB a block of 16 channels

    private readonly DepthwiseWeights _weights;
    private readonly WindowGeometry _geometry;
    private readonly DenseLayer _pointwise;
    private DepthwiseLayer _depthwise = null!;
    private TapList _forwardTaps;
    private TapList _backwardTaps;
    private int _rowsTogether;
    private int _blockStep; // of rows that are computed together

    public SeparableOperation(ConvolutionNode node, PaddedInput input, FeatureMap output, PlanContext context)
        : base(input, node.Rectify, output, context.Kernels)
    {
        var source = input.Sources[0].Map;
        _weights = node.Depthwise!;
        _geometry = new WindowGeometry(_weights.Window, (source.Height, source.Width), (output.Height, output.Width));
        _pointwise = new DenseLayer(node, new DenseInput([source], (output.Height, output.Width)), output);
        input.Sources[0].Pad(_geometry.Before, _geometry.After);
    }

    public override bool HasParameters => true;

    public override bool OutlastsMemory => true;

    public override bool IsCheap => Recomputation.IsCheap(_weights.Window, Input.Sources[0].Map.Channels);

    public override int PartialFloats => _pointwise.PackedFloats + _depthwise.Forward.PackedFloats;

    public override ScratchNeeds Freeze(PlanContext context)
    {
        base.Freeze(context);
        _depthwise = new DepthwiseLayer(Input, _geometry, context);
        _pointwise.Place(context.Arena, transposed: true);
        _rowsTogether = Math.Clamp(RowPixels / Output.Width, 1, Output.Height);
        _blockStep = _rowsTogether * Output.Width * Kernels.Lanes;
        _forwardTaps = TapLists.Freeze([.. _pointwise.ForwardTaps(rowStep: 0, block => block * _blockStep)], context.Arena);
        _backwardTaps = TapLists.Freeze([.. _pointwise.PointwiseBackwardTaps(_blockStep, Output.Channels)], context.Arena);
        return new ScratchNeeds((long)Output.Blocks * _blockStep, (long)Input.Blocks * _blockStep);
    }

    public override void Pack(Pass pass, bool differentiable)
    {
        _depthwise.Forward.Pack(pass.Weights + _weights.Weight.Offset);
        _pointwise.Pack(pass.Weights, differentiable);
    }

    public override void Forward(Pass pass, int image, Workspace workspace)
    {
        float* padded = Input.Load(image, workspace, Kernels), y = Output.Image(image);
        for (var row = 0; row < Output.Height; row += _rowsTogether)
        {
            var size = SizeAt(row);
            workspace.Ahead.Ask();
            _depthwise.Forward.Run(padded, row, size, workspace.Inner, _blockStep);
            var target = new Target(RowsOf(y + row * Output.Width * Kernels.Lanes));
            Kernels.Dense(RowsOf(workspace.Inner), _forwardTaps, _pointwise.Outputs(Output.BlockStep), target, size);
            for (var block = 0; block < Output.Blocks; block++) AddMoments(pass, image, block, row * Output.Width, size.Pixels);
        }
    }

    public override void Backward(Pass pass, int image, Workspace workspace)
    {
        var passesOn = PassesOn();
        if (!passesOn && !pass.WantsWeights) return;
        float* padded = pass.WantsWeights
            ? Input.Load(image, workspace, Kernels)
            : null, gradient = workspace.Slot(_depthwise.Gradient.Slot);
        float* partials = workspace.Partials + PartialOffset;
        for (var row = 0; row < Output.Height; row += _rowsTogether)
        {
            var size = SizeAt(row);
            for (var block = 0; block < Output.Blocks; block++)
                Upstream.Write(Kernels, image, block, (row * Output.Width, size.Pixels), workspace.Rows + block * _blockStep);
            var inside = _depthwise.Gradient.Inside(gradient, 0);
            var blocks = _pointwise.Inputs(0, Input.Blocks, _depthwise.Gradient.BlockStep);
            Kernels.Dense(RowsOf(workspace.Rows), _backwardTaps, blocks, new Target(inside.From(row)), size);

            workspace.Ahead.Ask();
            if (pass.WantsWeights) AddPointwiseGradient(padded, row, workspace, partials);
        }

        if (pass.WantsWeights) _depthwise.AddWeightGradient(padded, gradient, partials + _pointwise.PackedFloats);
        if (passesOn) _depthwise.ScatterTo(BufferOf(Input.Sources[0].Map), image, this, gradient);
    }

    public override void FinishBackward(Pass pass, StageScratch scratch)
    {
        if (!pass.WantsWeights) return;
        var total = scratch.Total(PartialOffset, PartialFloats);
        _pointwise.Unpack(total, pass.WeightGradient);
        _depthwise.Unpack(total + _pointwise.PackedFloats, pass.WeightGradient + _weights.Weight.Offset);
    }

    private void AddPointwiseGradient(float* padded, int row, Workspace workspace, float* partials)
    {
        var size = SizeAt(row);
        _depthwise.Forward.Run(padded, row, size, workspace.Inner, _blockStep);
        Kernels.DenseWeights(
            RowsOf(workspace.Inner), _forwardTaps, RowsOf(workspace.Rows), size, _pointwise.Gradients(partials, _blockStep));
    }

    private Extent SizeAt(int row) => new(Math.Min(_rowsTogether, Output.Height - row), Output.Width);

    private Grid RowsOf(float* start) => new(start, Output.Width * Kernels.Lanes, Kernels.Lanes);
}
