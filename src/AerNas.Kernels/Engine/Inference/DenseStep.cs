using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>A convolution over all channels, the batch norm behind it part of its weights.</summary>
internal sealed unsafe class DenseStep : InferenceStep
{
    private const int RowPixels = 32; // computed for all blocks of channels while what they read is in the first cache

    private readonly DenseLayer _dense;
    private readonly RunningAffine _affine;
    private readonly SumEnd _end;
    private readonly (int Y, int X) _stride;
    private TapList _taps;

    public DenseStep(ConvolutionNode node, ImmutableArray<ImageMap> inputs, ImageMap output, RunningAffine affine, SumEnd end)
        : base(output, inputs)
    {
        (_affine, _end, _stride) = (affine, end, node.Dense[0].Window.Stride);
        _dense = new DenseLayer(node, new DenseInput(inputs, (inputs[0].Height, inputs[0].Width)), output);
    }

    public override void Freeze(InferenceContext context)
    {
        _dense.Place(context.Arena);
        int[] first = [.. Inputs.SelectMany(input => Enumerable.Range(0, input.Blocks).Select(input.FirstPixel))];
        _taps = TapLists.Freeze([.. _dense.ForwardTaps(Inputs[0].RowStep, block => first[block])], context.Arena);
    }

    public override void Load(float* weights, float* statistics)
    {
        _affine.Load(weights, statistics);
        _dense.PackScaled(weights, _affine.Affine.Scale);
    }

    public override void Run(in InferenceImage image, KernelSet kernels)
    {
        var together = Math.Clamp(RowPixels / Output.Width, 1, Output.Height);
        var step = _stride.Y * Inputs[0].RowStep;
        for (var row = 0; row < Output.Height; row += together)
        {
            var (input, size) = (new Grid(image.Memory + row * step, step, _stride.X * kernels.Lanes),
                new Extent(Math.Min(together, Output.Height - row), Output.Width));
            var target = _end.Of(Output.Block(image.Memory, 0).Moved(row * Output.RowStep), _affine);
            kernels.Dense(input, _taps, _dense.Outputs(Output.BlockStep), target, size);
        }
    }
}

/// <summary>What a convolution does with its sums.</summary>
/// <param name="Accumulate">Whether they are added to what is there.</param>
/// <param name="Rectify">Whether a ReLU comes last.</param>
internal readonly record struct SumEnd(bool Accumulate, bool Rectify)
{
    /// <summary>The target, with the term that each channel has.</summary>
    public unsafe Target Of(Grid grid, RunningAffine affine) => new(grid, Accumulate, affine.Affine.Shift, Rectify);
}
