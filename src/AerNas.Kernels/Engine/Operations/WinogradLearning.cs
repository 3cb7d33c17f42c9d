namespace AerNas.Kernels.Engine;

/// <summary>
/// The weight gradient of a convolution by minimal filtering: input and gradient meet at the points, and what they give is brought back to
/// the nine taps. That costs as much for four tiles as for sixty-four, so maps of few tiles wait until some images of a group are there.
/// </summary>
internal sealed unsafe class WinogradLearning
{
    private readonly WinogradInput _points;
    private readonly DenseInput _read;
    private readonly KernelSet _kernels;
    private readonly Extent _tiles;
    private readonly WinogradImages _inputs;
    private readonly WinogradImages _gradients;
    private readonly int _outputs; // blocks of channels
    private TapList[] _taps = []; // of each block of input channels
    private int _slot; // of an image's gradient, where none is held
    private int _sums;

    /// <param name="points">The input at the points.</param>
    /// <param name="read">Its channels.</param>
    /// <param name="output">The map of the convolution.</param>
    /// <param name="kernels">The kernels.</param>
    public WinogradLearning(WinogradInput points, DenseInput read, FeatureMap output, KernelSet kernels)
    {
        (_points, _read, _kernels, _outputs, _tiles) = (points, read, kernels, output.Blocks, WinogradTiles.Of(output));
        var together = WinogradTiles.ImagesTogether(output);
        _inputs = new WinogradImages(_tiles, read.Blocks, kernels.Lanes, together);
        _gradients = new WinogradImages(_tiles, output.Blocks, kernels.Lanes, together);
    }

    /// <summary>Floats that are held from image to image.</summary>
    public int HeldFloats => Waits ? _inputs.Floats + _gradients.Floats : 0;

    private bool Waits => _inputs.Images > 1;

    private int Tile => _kernels.Lanes * _kernels.Lanes;

    /// <summary>Takes a place in the workspaces.</summary>
    /// <param name="scratch">What the convolution has there already.</param>
    /// <param name="context">What the plan is built with.</param>
    public void Freeze(WinogradScratch scratch, PlanContext context)
    {
        _slot = scratch.Gradients;
        _taps = [.. Enumerable.Range(0, _read.Blocks).Select(block =>
            TapLists.Freeze([new Tap(block * _inputs.BlockStep, 0, _read.ChannelsIn(block))], context.Arena))];
        _sums = context.SlotOf(new ScratchSlot(
            ScratchPurpose.WinogradSums, WinogradPoints.Count * OutputBlocks.MostTogether, (_kernels.Lanes, 1), Before: 0, After: 0)
        {
            Gaps = WinogradPoints.Count * WinogradPoints.Gap,
        });
    }

    /// <summary>Brings an image's input and gradient to the points.</summary>
    /// <param name="image">Which image.</param>
    /// <param name="layout">How its gradient lies.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="held">Where the points of some images lie.</param>
    /// <param name="workspace">Scratch memory.</param>
    public void Hold(int image, PaddedGradient layout, float* gradient, float* held, Workspace workspace)
    {
        var (at, place) = (PointsOf(image, held, workspace), PlaceOf(image, workspace));
        if (Waits) _points.Write(image, workspace, _kernels, _inputs, at.Inputs + place * _inputs.ImageStep);
        var first = at.Gradients + place * _gradients.ImageStep;
        for (var block = 0; block < _outputs; block++)
            _kernels.WinogradGradient(layout.Inside(gradient, block), _tiles, _gradients.Points(first, block));
    }

    /// <summary>Whether no further image is waited for.</summary>
    public bool Complete(int image, Workspace workspace) =>
        PlaceOf(image, workspace) + 1 == _inputs.Images || workspace.IsLast(image);

    /// <summary>Adds what the images that are there give the weights.</summary>
    /// <param name="layer">The order of the weights.</param>
    /// <param name="held">Where the points of the images lie.</param>
    /// <param name="partials">Where the weight gradient gathers.</param>
    /// <param name="last">The last of the images.</param>
    /// <param name="workspace">Scratch memory.</param>
    public void Add(DenseLayer layer, float* held, float* partials, int last, Workspace workspace)
    {
        var at = PointsOf(last, held, workspace);
        var pixels = new Extent(1, (PlaceOf(last, workspace) + 1) * _tiles.Pixels);
        var gradients = new Grid(at.Gradients, _gradients.PointStep, _kernels.Lanes);
        for (int output = 0, together; output < _outputs; output += together)
        {
            together = OutputBlocks.Together(_outputs - output);
            var products = new Products(at.Inputs, gradients.Moved((long)output * _gradients.BlockStep), pixels);
            var weights = layer.Gradients(partials, _gradients.BlockStep).From(output, together);
            for (var input = 0; input < _read.Blocks; input++) Add(products, input, weights, workspace);
        }
    }

    /// <summary>The weight gradient of one block of input channels and some blocks of output channels.</summary>
    private void Add(in Products products, int input, OutputBlocks weights, Workspace workspace)
    {
        var sums = workspace.Slot(_sums);
        var step = weights.Count * Tile + WinogradPoints.Gap; // the sums begin with the zeros that were left in their place
        for (var point = 0; point < WinogradPoints.Count; point++)
        {
            if (!Waits) workspace.Ahead.Ask(); // else some images would ask for much, and others for nothing
            var of = new OutputBlocks(sums + point * step, Tile, weights.TargetStep, weights.Count);
            var from = new Grid(products.Inputs + point * _inputs.PointStep, _inputs.BlockStep, _kernels.Lanes);
            _kernels.DenseWeights(from, _taps[input], products.Gradients.From(point), products.Pixels, of);
        }

        for (var block = 0; block < weights.Count; block++)
        {
            var to = weights.From(block, 1).Weights + input * Tile;
            var total = new WinogradPoints(sums + block * Tile, step);
            _kernels.WinogradWeightGradient(total, _read.ChannelsIn(input), to, _read.Blocks * Tile);
        }
    }

    /// <summary>Where input and gradient lie at the points: where no image waits for another, what the workspace has for all.</summary>
    private Points PointsOf(int image, float* held, Workspace workspace) =>
        Waits ? new Points(held, held + _inputs.Floats) : new Points(_points.Load(image, workspace, _kernels), workspace.Slot(_slot));

    private int PlaceOf(int image, Workspace workspace) => workspace.PlaceOf(image) % _inputs.Images;

    private readonly struct Points(float* inputs, float* gradients)
    {
        public readonly float* Inputs = inputs, Gradients = gradients;
    }

    /// <summary>What is multiplied at the points.</summary>
    /// <param name="inputs">The inputs of the first point.</param>
    /// <param name="gradients">The gradients of the first block of output channels, a row a point.</param>
    /// <param name="pixels">Tiles of all images that are there.</param>
    private readonly struct Products(float* inputs, Grid gradients, Extent pixels)
    {
        public readonly float* Inputs = inputs;
        public readonly Grid Gradients = gradients;
        public readonly Extent Pixels = pixels;
    }
}
