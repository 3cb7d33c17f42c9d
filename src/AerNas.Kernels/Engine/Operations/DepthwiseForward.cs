namespace AerNas.Kernels.Engine;

/// <summary>The forward pass of a convolution within channels: its taps, its weights in the order of the kernels, its rows.</summary>
internal sealed unsafe class DepthwiseForward
{
    private readonly KernelSet _kernels;
    private readonly BlockedMap _source;
    private readonly PaddedLayout _layout;
    private readonly float* _packed; // [blocks, taps, lanes]

    /// <param name="source">What it reads.</param>
    /// <param name="layout">How that lies, with its border.</param>
    /// <param name="geometry">How its window moves.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="arena">For its weights.</param>
    public DepthwiseForward(BlockedMap source, PaddedLayout layout, WindowGeometry geometry, KernelSet kernels, ChannelArena arena)
    {
        (_source, _layout, Geometry, _kernels) = (source, layout, geometry, kernels);
        Taps = TapLists.Freeze([.. geometry.Reads().Select(r => new Tap(
            (layout.Before + r.Y) * layout.RowStep + (layout.Before + r.X) * kernels.Lanes, r.Tap * kernels.Lanes, 1))], arena);
        _packed = arena.Take(PackedFloats);
    }

    public WindowGeometry Geometry { get; }

    /// <summary>What an output reads.</summary>
    public TapList Taps { get; }

    /// <summary>Floats of its weights in the order of the kernels.</summary>
    public int PackedFloats => _source.Blocks * BlockWeights;

    /// <summary>Floats of the weights of a block of channels.</summary>
    public int BlockWeights => Geometry.Window.Height * Geometry.Window.Width * _kernels.Lanes;

    /// <summary>The weights of a block of channels.</summary>
    public float* WeightsOf(int block) => _packed + block * BlockWeights;

    /// <summary>Gives every tap the same weight.</summary>
    public void Fill(float weight) => new Span<float>(_packed, PackedFloats).Fill(weight);

    /// <summary>Brings weights into the order of the kernels.</summary>
    /// <param name="from">// [C, 1, kH, kW]</param>
    public void Pack(float* from)
    {
        int lanes = _kernels.Lanes, taps = Taps.Count;
        for (var c = 0; c < _source.Channels; c++)
        {
            var to = WeightsOf(c / lanes) + c % lanes;
            for (var t = 0; t < taps; t++) to[t * lanes] = *from++;
        }
    }

    /// <summary>Computes rows of all blocks into <paramref name="rows"/>, each block <paramref name="blockStep"/> floats further.</summary>
    public void Run(float* padded, int firstRow, Extent size, float* rows, int blockStep)
    {
        var lanes = _kernels.Lanes;
        for (var block = 0; block < _source.Blocks; block++)
        {
            var target = new Grid(rows + block * blockStep, size.Columns * lanes, lanes);
            _kernels.Depthwise(Rows(padded, block, firstRow), Taps, WeightsOf(block), new Target(target), size);
        }
    }

    /// <summary>The input of the first output of a row.</summary>
    public Grid Rows(float* padded, int block, int row)
    {
        var (y, x) = Geometry.Window.Stride;
        var first = padded + (long)block * _layout.BlockStep + (long)row * y * _layout.RowStep;
        return new Grid(first, y * _layout.RowStep, x * _kernels.Lanes);
    }
}
