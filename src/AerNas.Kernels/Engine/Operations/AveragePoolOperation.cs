using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>Means of windows: a depthwise convolution by ones, each output divided by how many of its pixels lie in the map.</summary>
internal sealed unsafe class AveragePoolOperation : WindowedOperation
{
    private readonly WindowGeometry _geometry;
    private DepthwiseLayer _sums = null!;
    private float* _factors; // [H, W]: one over the pixels in the map

    public AveragePoolOperation(PoolNode node, PaddedInput input, FeatureMap output, PlanContext context)
        : base(input, node.Rectify, output, context.Kernels)
    {
        var source = input.Sources[0];
        _geometry = new WindowGeometry(node.Window, (source.Map.Height, source.Map.Width), (output.Height, output.Width));
        source.Pad(_geometry.Before, _geometry.After);
    }

    public override bool IsCheap => true;

    public override ScratchNeeds Freeze(PlanContext context)
    {
        var needs = base.Freeze(context);
        _sums = new DepthwiseLayer(Input, _geometry, context);
        _sums.Forward.Fill(1);
        _factors = _geometry.Factors(context.Arena);
        return needs;
    }

    public override void Forward(Pass pass, int image, Workspace workspace)
    {
        var y = Output.Image(image);
        _sums.Forward.Run(Input.Load(image, workspace, Kernels), 0, new Extent(Output.Height, Output.Width), y, Output.BlockStep);
        for (var block = 0; block < Output.Blocks; block++, y += Output.BlockStep)
        {
            Kernels.Scale(y, _factors, y, Output.Pixels);
            AddMoments(pass, image, block, 0, Output.Pixels);
        }
    }

    public override void Backward(Pass pass, int image, Workspace workspace)
    {
        if (!PassesOn()) return;
        var gradient = workspace.Slot(_sums.Gradient.Slot);
        for (var block = 0; block < Output.Blocks; block++)
        {
            var inside = _sums.Gradient.Inside(gradient, block);
            for (var row = 0; row < Output.Height; row++)
            {
                Upstream.Write(Kernels, image, block, (row * Output.Width, Output.Width), inside.Row(row));
                Kernels.Scale(inside.Row(row), _factors + row * Output.Width, inside.Row(row), Output.Width);
            }
        }

        _sums.ScatterTo(BufferOf(Input.Sources[0].Map), image, this, gradient);
    }
}
