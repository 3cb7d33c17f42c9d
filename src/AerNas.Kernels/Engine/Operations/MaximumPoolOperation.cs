using System.Numerics.Tensors;
using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>Maxima of windows.</summary>
internal sealed unsafe class MaximumPoolOperation : WindowedOperation
{
    private readonly WindowGeometry _geometry;
    private TapList _taps;

    public MaximumPoolOperation(PoolNode node, PaddedInput input, FeatureMap output, PlanContext context)
        : base(input, rectify: false, output, context.Kernels)
    {
        var source = input.Sources[0];
        _geometry = new WindowGeometry(node.Window, (source.Map.Height, source.Map.Width), (output.Height, output.Width));
        source.Pad(_geometry.Before, _geometry.After);
    }

    private Extent Size => new(Output.Height, Output.Width);

    public override bool IsCheap => true;

    public override ScratchNeeds Freeze(PlanContext context)
    {
        var needs = base.Freeze(context);
        _taps = TapLists.Freeze([.. _geometry.Reads().Select(r =>
            new Tap((Input.Before + r.Y) * Input.RowStep + (Input.Before + r.X) * Kernels.Lanes, 0, 1))], context.Arena);
        return needs with { Rows = Output.BlockStep, Inner = Input.BlockStep };
    }

    public override void Forward(Pass pass, int image, Workspace workspace)
    {
        float* padded = Input.Load(image, workspace, Kernels), y = Output.Image(image);
        for (var block = 0; block < Output.Blocks; block++, y += Output.BlockStep)
        {
            Kernels.Maximum(InputGrid(padded + block * Input.BlockStep), _taps, OutputGrid(y), Size);
            AddMoments(pass, image, block, 0, Output.Pixels);
        }
    }

    public override void Backward(Pass pass, int image, Workspace workspace)
    {
        if (!PassesOn()) return;
        float* padded = Input.Load(image, workspace, Kernels), target = OpenGradient(Input.Sources[0], image), spread = workspace.Inner;
        for (var block = 0; block < Output.Blocks; block++)
        {
            new Span<float>(spread, Input.BlockStep).Clear();
            Upstream.Write(Kernels, image, block, (0, Output.Pixels), workspace.Rows);
            var output = OutputGrid(Output.Image(image) + block * Output.BlockStep);
            var pool = new PooledGrids(InputGrid(padded + block * Input.BlockStep), output, InputGrid(spread));
            Kernels.MaximumBackward(pool, _taps, OutputGrid(workspace.Rows), Size);
            AddInside(spread, target + block * Input.Sources[0].Map.BlockStep);
        }
    }

    /// <summary>Adds what lies inside the border.</summary>
    private void AddInside(float* padded, float* target)
    {
        var map = Input.Sources[0].Map;
        var length = map.Width * Kernels.Lanes;
        for (var row = 0; row < map.Height; row++, target += length)
        {
            var inside = Input.Row(padded, block: 0, row);
            TensorPrimitives.Add(new Span<float>(target, length), new ReadOnlySpan<float>(inside, length), new Span<float>(target, length));
        }
    }

    private Grid InputGrid(float* start) =>
        new(start, _geometry.Window.Stride.Y * Input.RowStep, _geometry.Window.Stride.X * Kernels.Lanes);

    private Grid OutputGrid(float* start) => new(start, Output.Width * Kernels.Lanes, Kernels.Lanes);
}
