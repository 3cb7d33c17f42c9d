namespace AerNas.Kernels.Engine;

/// <summary>The part of a convolution within channels: its taps, its weights in the order of the kernels, its passes over rows.</summary>
internal sealed unsafe class DepthwiseLayer
{
    private const int GradientPixels = 128; // enough that sums rarely leave the registers, few enough to stay in the first cache

    private readonly KernelSet _kernels;
    private readonly FeatureMap _source;
    private readonly PaddedInput _input;
    private readonly TapList _taps;
    private readonly ScatterClass[] _classes;
    private readonly float* _packed; // [blocks, taps, lanes]

    public DepthwiseLayer(PaddedInput input, WindowGeometry geometry, PlanContext context)
    {
        var (lanes, arena) = (context.Kernels.Lanes, context.Arena);
        (_input, _kernels, Geometry) = (input, context.Kernels, geometry);
        _source = input.Sources[0].Map;
        Gradient = new PaddedGradient([geometry], _source.Blocks, context);
        _taps = TapLists.Freeze(
            [.. geometry.Reads()
                .Select(r => new Tap((input.Before + r.Y) * input.RowStep + (input.Before + r.X) * lanes, r.Tap * lanes, 1))], arena);
        _classes = [.. geometry.Classes().Select(c => new ScatterClass(c.Inputs, geometry.Window.Stride, TapLists.Freeze(
            [.. c.Reads.Select(r => new Tap(r.Y * Gradient.RowStep + r.X * lanes, r.Tap * lanes, 1)).OrderBy(tap => tap.Input)], arena)))];
        _packed = arena.Take(PackedFloats);
    }

    public WindowGeometry Geometry { get; }

    /// <summary>How the gradient of its output lies.</summary>
    public PaddedGradient Gradient { get; }

    /// <summary>Floats of its weights in the order of the kernels.</summary>
    public int PackedFloats => _source.Blocks * BlockWeights;

    private int BlockWeights => Geometry.Window.Height * Geometry.Window.Width * _kernels.Lanes;

    /// <summary>Gives every tap the same weight.</summary>
    public void Fill(float weight) => new Span<float>(_packed, PackedFloats).Fill(weight);

    /// <summary>Brings weights into the order of the kernels.</summary>
    /// <param name="from">// [C, 1, kH, kW]</param>
    public void Pack(float* from)
    {
        int lanes = _kernels.Lanes, taps = _taps.Count;
        for (var c = 0; c < _source.Channels; c++)
        {
            var to = _packed + c / lanes * BlockWeights + c % lanes;
            for (var t = 0; t < taps; t++) to[t * lanes] = *from++;
        }
    }

    /// <summary>Computes rows of all blocks into <paramref name="rows"/>, each block <paramref name="blockStep"/> floats further.</summary>
    public void Forward(float* padded, int firstRow, Extent size, float* rows, int blockStep)
    {
        var lanes = _kernels.Lanes;
        for (var block = 0; block < _source.Blocks; block++)
        {
            var target = new Grid(rows + block * blockStep, size.Columns * lanes, lanes);
            _kernels.Depthwise(Rows(padded, block, firstRow), _taps, _packed + block * BlockWeights, new Target(target), size);
        }
    }

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
                _kernels.Depthwise(inside, pixels.Taps, _packed + block * BlockWeights,
                    new Target(target, accumulate: !overwrites), pixels.Size);
            }
        }
    }

    /// <summary>Adds the gradient of the weights, in the order of the kernels.</summary>
    public void AddWeightGradient(float* padded, float* gradient, float* partial)
    {
        var (height, width) = Geometry.Output;
        var step = Math.Clamp(GradientPixels / width, 1, height);
        for (var block = 0; block < _source.Blocks; block++)
        {
            var inside = Gradient.Inside(gradient, block);
            for (var row = 0; row < height; row += step)
            {
                var size = new Extent(Math.Min(step, height - row), width);
                var upstream = inside.Moved((long)row * inside.RowStep);
                _kernels.DepthwiseWeights(Rows(padded, block, row), _taps, upstream, size, partial + block * BlockWeights);
            }
        }
    }

    /// <summary>Brings a weight gradient from the order of the kernels into that of the parameters.</summary>
    /// <param name="packed">// [blocks, taps, lanes]</param>
    /// <param name="to">// [C, 1, kH, kW]</param>
    public void Unpack(float* packed, float* to)
    {
        int lanes = _kernels.Lanes, taps = _taps.Count;
        for (var c = 0; c < _source.Channels; c++)
        {
            var from = packed + c / lanes * BlockWeights + c % lanes;
            for (var t = 0; t < taps; t++) *to++ = from[t * lanes];
        }
    }

    /// <summary>The input of the first output of a row.</summary>
    private Grid Rows(float* padded, int block, int row)
    {
        var (y, x) = Geometry.Window.Stride;
        return new Grid(padded + (long)block * _input.BlockStep + (long)row * y * _input.RowStep, y * _input.RowStep, x * _kernels.Lanes);
    }
}
