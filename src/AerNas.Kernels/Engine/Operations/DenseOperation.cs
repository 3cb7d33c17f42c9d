using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>A convolution over all channels: 1x1, 3x3, strided, or several that read the same with outputs side by side.</summary>
internal sealed unsafe class DenseOperation : AllChannelsOperation
{
    private const int GradientPixels = 64; // whose input and gradient stay in the first cache while all taps pass over them
    private const int AskPixels = 128; // computed while the caches bring a share of the next image

    private readonly (int Y, int X) _stride;
    private TapList _forwardTaps;
    private ScatterClass[] _classes = [];

    public DenseOperation(ConvolutionNode node, PaddedInput input, FeatureMap output, PlanContext context)
        : base(node, input, output, context) => _stride = node.Dense[0].Window.Stride;

    public override bool OutlastsMemory => _forwardTaps.Count > Input.Blocks;

    public override ScratchNeeds Freeze(PlanContext context)
    {
        var needs = base.Freeze(context);
        Dense.Place(context.Arena, transposed: true);
        _forwardTaps = TapLists.Freeze([.. Dense.ForwardTaps(Input.RowStep, Input.FirstPixel)], context.Arena);
        _classes = [.. Dense.BackwardTaps(Gradient, Output.Channels).Select(c =>
            new ScatterClass(c.Inputs, _stride, TapLists.Freeze(c.Taps, context.Arena)))];
        return needs;
    }

    public override void Pack(Pass pass, bool differentiable) => Dense.Pack(pass.Weights, differentiable);

    public override void Forward(Pass pass, int image, Workspace workspace)
    {
        float* padded = Input.Load(image, workspace, Kernels), y = Output.Image(image);
        var grid = new Grid(y, Output.Width * Kernels.Lanes, Kernels.Lanes);
        var step = RowsTogether(AskPixels, new Extent(Output.Height, Output.Width));
        for (var row = 0; row < Output.Height; row += step)
        {
            workspace.Ahead.Ask();
            var size = new Extent(Math.Min(step, Output.Height - row), Output.Width);
            Kernels.Dense(RowsOf(padded, row), _forwardTaps, Dense.Outputs(Output.BlockStep), new Target(grid.From(row)), size);
        }

        for (var block = 0; block < Output.Blocks; block++) AddMoments(pass, image, block, 0, Output.Pixels);
    }

    protected override void AddWeightGradient(int image, float* gradient, Workspace workspace)
    {
        float* padded = Input.Load(image, workspace, Kernels), partials = workspace.Partials + PartialOffset;
        var step = RowsTogether(GradientPixels, new Extent(Output.Height, Output.Width));
        for (var row = 0; row < Output.Height; row += step)
        {
            workspace.Ahead.Ask();
            var size = new Extent(Math.Min(step, Output.Height - row), Output.Width);
            var upstream = Gradient.Inside(gradient, 0).From(row);
            Kernels.DenseWeights(RowsOf(padded, row), _forwardTaps, upstream, size, Dense.Gradients(partials, Gradient.BlockStep));
        }
    }

    protected override void PassOn(int image, float* gradient, Workspace workspace)
    {
        var inside = Gradient.Inside(gradient, block: 0);
        var inputBlock = 0;
        foreach (var source in Input.Sources)
        {
            var whole = _classes is [var all] && all.Size.Pixels == source.Map.Pixels; // no pixel is left out, none is reached twice
            var overwrites = whole && source.Map.RequiresGradient && BufferOf(source.Map).IsFirst(this);
            var target = overwrites ? BufferOf(source.Map).Image(image) : OpenGradient(source, image);
            var blocks = Dense.Inputs(inputBlock, source.Map.Blocks, source.Map.BlockStep);
            inputBlock += source.Map.Blocks;
            if (target is null) continue;
            foreach (var pixels in _classes)
            {
                var grid = pixels.In(target, source.Map.Width, Kernels.Lanes);
                var step = RowsTogether(AskPixels, pixels.Size);
                for (var row = 0; row < pixels.Size.Rows; row += step)
                {
                    workspace.Ahead.Ask();
                    var size = new Extent(Math.Min(step, pixels.Size.Rows - row), pixels.Size.Columns);
                    Kernels.Dense(inside.From(row), pixels.Taps, blocks, new Target(grid.From(row), accumulate: !overwrites), size);
                }
            }
        }
    }

    private static int RowsTogether(int pixels, Extent size) => Math.Max(1, pixels / Math.Max(1, size.Columns));

    /// <summary>The input of the first output of a row.</summary>
    private Grid RowsOf(float* padded, int row) =>
        new(padded + (long)row * _stride.Y * Input.RowStep, _stride.Y * Input.RowStep, _stride.X * Kernels.Lanes);
}
