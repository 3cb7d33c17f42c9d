using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>A convolution over all channels: 1x1, 3x3, strided, or several that read the same with outputs side by side.</summary>
internal sealed unsafe class DenseOperation : AllChannelsOperation
{
    private const int GradientPixels = 64; // whose input and gradient stay in the first cache while all taps pass over them

    private readonly (int Y, int X) _stride;
    private TapList _forwardTaps;
    private ScatterClass[] _classes = [];

    public DenseOperation(ConvolutionNode node, PaddedInput input, FeatureMap output, PlanContext context)
        : base(node, input, output, context) => _stride = node.Dense[0].Window.Stride;

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
        var target = new Target(new Grid(y, Output.Width * Kernels.Lanes, Kernels.Lanes));
        var size = new Extent(Output.Height, Output.Width);
        Kernels.Dense(RowsOf(padded, 0), _forwardTaps, Dense.Outputs(Output.BlockStep), target, size);
        for (var block = 0; block < Output.Blocks; block++) AddMoments(pass, image, block, 0, Output.Pixels);
    }

    protected override void AddWeightGradient(int image, float* gradient, Workspace workspace)
    {
        float* padded = Input.Load(image, workspace, Kernels), partials = workspace.Partials + PartialOffset;
        var step = Math.Clamp(GradientPixels / Output.Width, 1, Output.Height);
        for (var row = 0; row < Output.Height; row += step)
        {
            var size = new Extent(Math.Min(step, Output.Height - row), Output.Width);
            var inside = Gradient.Inside(gradient, 0);
            var upstream = inside.Moved((long)row * inside.RowStep);
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
                Kernels.Dense(inside, pixels.Taps, blocks, new Target(grid, accumulate: !overwrites), pixels.Size);
            }
        }
    }

    /// <summary>The input of the first output of a row.</summary>
    private Grid RowsOf(float* padded, int row) =>
        new(padded + (long)row * _stride.Y * Input.RowStep, _stride.Y * Input.RowStep, _stride.X * Kernels.Lanes);
}
