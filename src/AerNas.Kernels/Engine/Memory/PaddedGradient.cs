namespace AerNas.Kernels.Engine;

/// <summary>The layout of an image's gradient with a border of zeros: [blocks, before + H + after, before + W + after, lanes].</summary>
internal sealed unsafe class PaddedGradient
{
    private readonly int _lanes;
    private readonly int _before;
    private readonly int _blocks;
    private readonly Extent _size;

    /// <param name="windows">How it is read.</param>
    /// <param name="blocks">Blocks of channels.</param>
    /// <param name="beyond">How many pixels beyond the map, below and right, are read as if they were of it.</param>
    /// <param name="context">What the plan is built with.</param>
    public PaddedGradient(IReadOnlyCollection<WindowGeometry> windows, int blocks, int beyond, PlanContext context)
    {
        var (height, width) = windows.First().Output;
        (_lanes, _blocks, _size) = (context.Kernels.Lanes, blocks, new Extent(height, width));
        (_before, var after) = (windows.Max(w => w.GradientBefore), windows.Max(w => w.GradientAfter) + beyond);
        RowStep = (_before + width + after) * _lanes;
        BlockStep = (_before + height + after) * RowStep;
        Slot = context.SlotOf(new ScratchSlot(ScratchPurpose.Gradient, blocks, (height, width), _before, after));
    }

    /// <summary>Floats from a row to the next.</summary>
    public int RowStep { get; }

    /// <summary>Floats from a block of channels to the next.</summary>
    public int BlockStep { get; }

    /// <summary>Where it lies in a workspace.</summary>
    public int Slot { get; }

    /// <summary>The gradient of the first output of a block of channels.</summary>
    public Grid Inside(float* start, int block) => new(start + (long)block * BlockStep + _before * (RowStep + _lanes), RowStep, _lanes);

    /// <summary>Writes an image's gradient inside the border.</summary>
    public void Write(UpstreamGradient upstream, KernelSet kernels, int image, float* gradient)
    {
        for (var block = 0; block < _blocks; block++)
        {
            var inside = Inside(gradient, block);
            var size = _size.Joined(inside, inside);
            for (var row = 0; row < size.Rows; row++)
                upstream.Write(kernels, image, block, (row * size.Columns, size.Columns), inside.Row(row));
        }
    }
}
