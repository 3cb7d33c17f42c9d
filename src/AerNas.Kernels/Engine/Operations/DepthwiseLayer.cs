namespace AerNas.Kernels.Engine;

/// <summary>A convolution within channels and its transpose.</summary>
internal sealed unsafe class DepthwiseLayer
{
    private const int GradientPixels = 128; // enough that sums rarely leave the registers, few enough to stay in the first cache

    private readonly KernelSet _kernels;
    private readonly FeatureMap _source;
    private readonly ScatterClass[] _classes;

    public DepthwiseLayer(PaddedInput input, WindowGeometry geometry, PlanContext context)
    {
        var (lanes, arena) = (context.Kernels.Lanes, context.Arena);
        (_kernels, _source) = (context.Kernels, input.Sources[0].Map);
        Forward = new DepthwiseForward(_source, input.Layout, geometry, _kernels, arena);
        Gradient = new PaddedGradient([geometry], _source.Blocks, beyond: 0, context);
        _classes = [.. geometry.Classes().Select(c => new ScatterClass(c.Inputs, geometry.Window.Stride, TapLists.Freeze(
            [.. c.Reads.Select(r => new Tap(r.Y * Gradient.RowStep + r.X * lanes, r.Tap * lanes, 1)).OrderBy(tap => tap.Input)], arena)))];
    }

    /// <summary>The convolution.</summary>
    public DepthwiseForward Forward { get; }

    /// <summary>How the gradient of its output lies.</summary>
    public PaddedGradient Gradient { get; }

    /// <summary>Adds the gradient of its source to a buffer.</summary>
    /// <param name="buffer">The buffer of the source.</param>
    /// <param name="image">Whose gradient.</param>
    /// <param name="writer">Who adds: if it is the first, what is there is overwritten.</param>
    /// <param name="gradient">The padded gradient of its output.</param>
    public void ScatterTo(GradientBuffer buffer, int image, object writer, float* gradient)
    {
        var overwrites = _classes.Length == 1 && _classes[0].Size.Pixels == _source.Pixels && buffer.IsFirst(writer);
        var sourceGradient = overwrites ? buffer.Image(image) : buffer.Open(image, writer);
        for (var block = 0; block < _source.Blocks; block++)
        {
            var inside = Gradient.Inside(gradient, block);
            foreach (var pixels in _classes)
            {
                var target = pixels.In(sourceGradient + block * _source.BlockStep, _source.Width, _kernels.Lanes);
                _kernels.Depthwise(inside, pixels.Taps, Forward.WeightsOf(block),
                    new Target(target, accumulate: !overwrites), pixels.Size);
            }
        }
    }

    /// <summary>Adds the gradient of the weights, in the order of the kernels.</summary>
    public void AddWeightGradient(float* padded, float* gradient, float* partial)
    {
        var (height, width) = Forward.Geometry.Output;
        var step = Math.Clamp(GradientPixels / width, 1, height);
        for (var block = 0; block < _source.Blocks; block++)
        {
            var inside = Gradient.Inside(gradient, block);
            for (var row = 0; row < height; row += step)
            {
                var size = new Extent(Math.Min(step, height - row), width);
                _kernels.DepthwiseWeights(Forward.Rows(padded, block, row), Forward.Taps, inside.From(row), size,
                    partial + block * Forward.BlockWeights);
            }
        }
    }

    /// <summary>Brings a weight gradient from the order of the kernels into that of the parameters.</summary>
    /// <param name="packed">// [blocks, taps, lanes]</param>
    /// <param name="to">// [C, 1, kH, kW]</param>
    public void Unpack(float* packed, float* to)
    {
        int lanes = _kernels.Lanes, taps = Forward.Taps.Count;
        for (var c = 0; c < _source.Channels; c++)
        {
            var from = packed + c / lanes * Forward.BlockWeights + c % lanes;
            for (var t = 0; t < taps; t++) *to++ = from[t * lanes];
        }
    }
}
