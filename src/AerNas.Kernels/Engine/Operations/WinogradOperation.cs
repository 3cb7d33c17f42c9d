using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>
/// A 3x3 convolution over all channels by minimal filtering F(4x4, 3x3): 36 pointwise convolutions over tiles in place of nine taps over
/// 16 pixels, a quarter of the multiplications. Its gradients likewise: that of the input is the convolution of the output's gradient with
/// the kernel turned round; that of the weights is summed at the points and brought back, once an image.
/// </summary>
internal sealed unsafe class WinogradOperation : AllChannelsOperation
{
    private readonly WinogradLayer _layer;
    private readonly WinogradInput _points;
    private readonly Extent _tiles;
    private WinogradScratch _scratch;
    private TapList _forwardTaps;
    private TapList _backwardTaps;
    private TapList[] _blockTaps = []; // of each block of input channels

    public WinogradOperation(ConvolutionNode node, WinogradInput points, FeatureMap output, PlanContext context)
        : base(node, points.Padded, output, context) =>
        (_points, _tiles, _layer) = (points, WinogradTiles.Of(output), new WinogradLayer(Dense, Kernels, (Read.Blocks, output.Blocks)));

    public override bool OutlastsMemory => true;

    public override bool AsksForTargets => true;

    /// <summary>Floats from a block of channels at a point to the next.</summary>
    private int BlockStep => _tiles.Pixels * Kernels.Lanes;

    private int Tile => Kernels.Lanes * Kernels.Lanes;

    public override ScratchNeeds Freeze(PlanContext context)
    {
        var needs = base.Freeze(context);
        _layer.Place(context.Arena);
        _points.Freeze(context);
        _scratch = new WinogradScratch(context, Input.Blocks, Output);
        Tap[] forward =
        [
            .. Enumerable.Range(0, Input.Blocks).Select(block => new Tap(block * BlockStep, block * Tile, Read.ChannelsIn(block))),
        ];
        _forwardTaps = TapLists.Freeze(forward, context.Arena);
        _backwardTaps = TapLists.Freeze([.. Dense.PointwiseBackwardTaps(BlockStep, Output.Channels)], context.Arena);
        _blockTaps = [.. forward.Select(tap => TapLists.Freeze([tap with { Weight = 0 }], context.Arena))];
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
            Kernels.WinogradOutput(new WinogradPoints(products + block * BlockStep, productStep), _tiles, target);
            AddMoments(pass, image, block, 0, Output.Pixels);
        }
    }

    protected override void AddWeightGradient(int image, float* gradient, Workspace workspace)
    {
        float* points = _points.Load(image, workspace, Kernels), upstream = workspace.Slot(_scratch.Gradients);
        var step = PointStep(Output.Blocks);
        for (var block = 0; block < Output.Blocks; block++)
            Kernels.WinogradGradient(Gradient.Inside(gradient, block), _tiles, new WinogradPoints(upstream + block * BlockStep, step));
        for (int output = 0, together; output < Output.Blocks; output += together)
        {
            together = OutputBlocks.Together(Output.Blocks - output);
            var of = new Grid(upstream + output * BlockStep, step, Kernels.Lanes);
            var partials = Dense.Gradients(workspace.Partials + PartialOffset, BlockStep).From(output, together);
            for (var input = 0; input < Input.Blocks; input++) AddProducts(points, input, of, partials, workspace);
        }
    }

    /// <summary>The weight gradient of one block of input channels and some blocks of output channels.</summary>
    /// <param name="points">The input at the points.</param>
    /// <param name="input">The block of input channels.</param>
    /// <param name="gradient">The gradient of the first block of output channels, a row a point.</param>
    /// <param name="partials">Where the weight gradients of the output channels gather.</param>
    /// <param name="workspace">Scratch memory.</param>
    private void AddProducts(float* points, int input, Grid gradient, OutputBlocks partials, Workspace workspace)
    {
        var sums = workspace.Slot(_scratch.Sums);
        var step = partials.Count * Tile + WinogradPoints.Gap; // the sums begin with the zeros that were left in their place
        for (var point = 0; point < WinogradPoints.Count; point++)
        {
            workspace.Ahead.Ask();
            var products = new OutputBlocks(sums + point * step, Tile, partials.TargetStep, partials.Count);
            Grid from = Row(points + point * _points.PointStep), upstream = Row(gradient.Row(point));
            Kernels.DenseWeights(from, _blockTaps[input], upstream, new Extent(1, _tiles.Pixels), products);
        }

        for (var block = 0; block < partials.Count; block++)
        {
            var to = partials.From(block, 1).Weights + input * Tile;
            var total = new WinogradPoints(sums + block * Tile, step);
            Kernels.WinogradWeightGradient(total, Read.ChannelsIn(input), to, Input.Blocks * Tile);
        }
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
                Kernels.WinogradOutput(from, _tiles, new Target(grid, accumulate: !overwrites));
            }
        }
    }

    /// <summary>Asks for a part of the pixels that are written or added to once all points are multiplied: they come meanwhile.</summary>
    private static void Ask(float* pixels, int floats, int point)
    {
        const int points = WinogradPoints.Count;
        CacheLine.Ask(pixels + (long)floats * point / points, pixels + (long)floats * (point + 1) / points);
    }

    private int PointStep(int blocks) => blocks * BlockStep + WinogradPoints.Gap;

    /// <summary>What one point multiplies.</summary>
    private void Multiply(float* tiles, TapList taps, OutputBlocks weights, float* products) =>
        Kernels.Dense(Row(tiles), taps, weights, new Target(Row(products)), new Extent(1, _tiles.Pixels));

    private Grid Row(float* tiles) => new(tiles, BlockStep, Kernels.Lanes);
}
