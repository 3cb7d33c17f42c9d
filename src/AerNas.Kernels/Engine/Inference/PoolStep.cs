using AerNas.Graphs;
using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>A pooling.</summary>
internal sealed unsafe class PoolStep : InferenceStep
{
    private readonly PoolKind _kind;
    private readonly WindowGeometry _geometry;
    private DepthwiseForward _windows = null!; // ones for weights
    private float* _factors; // of averages: // [H, W]

    public PoolStep(PoolNode node, ImageMap input, ImageMap output)
        : base(output, [input])
    {
        _kind = node.Kind;
        _geometry = new WindowGeometry(node.Window, (input.Height, input.Width), (output.Height, output.Width));
    }

    public override void Freeze(InferenceContext context)
    {
        _windows = new DepthwiseForward(Inputs[0], Inputs[0].Layout, _geometry, context.Kernels, context.Arena);
        _windows.Fill(1);
        _factors = _geometry.Factors(context.Arena);
    }

    public override void Run(in InferenceImage image, KernelSet kernels)
    {
        var padded = image.Memory + Inputs[0].Offset;
        for (var block = 0; block < Output.Blocks; block++)
        {
            Grid input = _windows.Rows(padded, block, row: 0), output = Output.Block(image.Memory, block);
            if (_kind == PoolKind.Maximum)
            {
                kernels.Maximum(input, _windows.Taps, output, Output.Size);
                continue;
            }

            kernels.Depthwise(input, _windows.Taps, _windows.WeightsOf(block), new Target(output), Output.Size);
            for (var row = 0; row < Output.Height; row++)
                kernels.Scale(output.Row(row), _factors + row * Output.Width, output.Row(row), Output.Width);
        }
    }
}
