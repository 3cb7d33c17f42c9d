using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>
/// A 3x3 convolution over all channels by minimal filtering F(4x4, 3x3): 36 pointwise convolutions over tiles in place of nine taps over
/// 16 pixels, a quarter of the multiplications. Its gradients likewise: that of the input is the convolution of the output's gradient with
/// the kernel turned round; that of the weights is <see cref="WinogradLearning"/>.
/// </summary>
internal sealed unsafe class WinogradOperation : AllChannelsOperation
{
    private readonly WinogradLayer _layer;
    private readonly WinogradInput _points;
    private readonly WinogradLearning _learning;
    private readonly Extent _tiles;
    private WinogradScratch _scratch;
    private TapList _forwardTaps;
    private TapList _backwardTaps;

    public WinogradOperation(ConvolutionNode node, WinogradInput points, FeatureMap output, PlanContext context)
        : base(node, points.Padded, output, context)
    {
        (_points, _tiles) = (points, WinogradTiles.Of(output));
        _layer = new WinogradLayer(Dense, Kernels, (Read.Blocks, output.Blocks));
        _learning = new WinogradLearning(points, Read, output, Kernels);
        foreach (var source in Input.Sources) source.Pad(1, 1 + Beyond);
    }

    public override bool OutlastsMemory => true;

    public override bool AsksForTargets => true;

    public override int HeldFloats => _learning.HeldFloats;

    protected override int Beyond => WinogradTiles.Beyond(Output);

    /// <summary>Floats from a block of channels at a point to the next.</summary>
    private int BlockStep => _tiles.Pixels * Kernels.Lanes;

    public override ScratchNeeds Freeze(PlanContext context)
    {
        var needs = base.Freeze(context);
        _layer.Place(context.Arena);
        _points.Freeze(context);
        _scratch = new WinogradScratch(context, Input.Blocks, Output);
        _learning.Freeze(_scratch, context);
        var tile = Kernels.Lanes * Kernels.Lanes;
        _forwardTaps = TapLists.Freeze(
            [.. Enumerable.Range(0, Input.Blocks).Select(block => new Tap(block * BlockStep, block * tile, Read.ChannelsIn(block)))],
            context.Arena);
        _backwardTaps = TapLists.Freeze([.. Dense.PointwiseBackwardTaps(BlockStep, Output.Channels)], context.Arena);
        return needs;
    }

    public override void Pack(Pass pass, bool differentiable) => _layer.Pack(pass.Weights, differentiable);

    public override void Forward(Pass pass, int image, Workspace workspace)
    {
        float* points = _points.Load(image, workspace, Kernels), products = workspace.Slot(_scratch.Products), y = Output.Image(image);
        var productStep = PointStep(Output.Blocks);
        for (var point = 0; point < WinogradPoints.Count; point++)
        {
            Ask(y, Output.ImageStep, point);
            workspace.Ahead.Ask();
            Multiply(points + point * _points.PointStep, _forwardTaps, _layer.Outputs(point, BlockStep), products + point * productStep);
        }

        for (var block = 0; block < Output.Blocks; block++)
        {
            var target = new Target(new Grid(y + block * Output.BlockStep, Output.Width * Kernels.Lanes, Kernels.Lanes));
            Kernels.WinogradOutput(new WinogradPoints(products + block * BlockStep, productStep), SizeOf(Output), target);
            AddMoments(pass, image, block, 0, Output.Pixels);
        }
    }

    protected override void AddWeightGradient(int image, float* gradient, Workspace workspace)
    {
        var held = workspace.Held + HeldOffset;
        _learning.Hold(image, Gradient, gradient, held, workspace);
        if (_learning.Complete(image, workspace)) _learning.Add(Dense, held, workspace.Partials + PartialOffset, image, workspace);
    }

    protected override void PassOn(int image, float* gradient, Workspace workspace)
    {
        float* upstream = workspace.Slot(_scratch.Gradients), products = workspace.Slot(_scratch.Products);
        var (step, first) = (PointStep(Output.Blocks), 0);
        for (var block = 0; block < Output.Blocks; block++)
        {
            var inside = Gradient.Inside(gradient, block);
            var corner = inside.Moved(-inside.RowStep - Kernels.Lanes);
            Kernels.WinogradInput(corner, _tiles, new WinogradPoints(upstream + block * BlockStep, step));
        }

        foreach (var source in Input.Sources)
        {
            var blocks = (First: first, Count: source.Map.Blocks);
            first += blocks.Count;
            if (!source.Map.RequiresGradient) continue;
            var overwrites = BufferOf(source.Map).IsFirst(this);
            var target = overwrites ? BufferOf(source.Map).Image(image) : OpenGradient(source, image);
            var productStep = PointStep(blocks.Count);
            for (var point = 0; point < WinogradPoints.Count; point++)
            {
                Ask(target, source.Map.ImageStep, point);
                workspace.Ahead.Ask();
                Multiply(upstream + point * step, _backwardTaps, _layer.Inputs(point, blocks, BlockStep), products + point * productStep);
            }

            for (var block = 0; block < blocks.Count; block++)
            {
                var grid = new Grid(target + block * source.Map.BlockStep, source.Map.Width * Kernels.Lanes, Kernels.Lanes);
                var from = new WinogradPoints(products + block * BlockStep, productStep);
                Kernels.WinogradOutput(from, SizeOf(source.Map), new Target(grid, accumulate: !overwrites));
            }
        }
    }

    /// <summary>Asks for a part of the pixels that are written or added to once all points are multiplied: they come meanwhile.</summary>
    private static void Ask(float* pixels, int floats, int point)
    {
        const int points = WinogradPoints.Count;
        CacheLine.Ask(pixels + (long)floats * point / points, pixels + (long)floats * (point + 1) / points);
    }

    private static Extent SizeOf(FeatureMap map) => new(map.Height, map.Width);

    private int PointStep(int blocks) => blocks * BlockStep + WinogradPoints.Gap;

    /// <summary>What one point multiplies.</summary>
    private void Multiply(float* tiles, TapList taps, OutputBlocks weights, float* products) =>
        Kernels.Dense(Row(tiles), taps, weights, new Target(Row(products)), new Extent(1, _tiles.Pixels));

    private Grid Row(float* tiles) => new(tiles, BlockStep, Kernels.Lanes);
}
