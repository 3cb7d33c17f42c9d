using AerNas.Kernels.Simd;

namespace AerNas.Kernels.Engine;

/// <summary>The layout of an image's gradient with a border of zeros: [blocks, before + H + after, before + W + after, lanes].</summary>
internal sealed unsafe class PaddedGradient
{
    private readonly WindowGeometry _geometry;
    private readonly int _blocks;
    private readonly int _lanes;

    public PaddedGradient(IEnumerable<WindowGeometry> windows, int blocks, int lanes)
    {
        var all = windows.ToArray();
        (_geometry, _blocks, _lanes) = (all[0], blocks, lanes);
        (Before, var after) = (all.Max(w => w.GradientBefore), all.Max(w => w.GradientAfter));
        Width = Before + _geometry.Output.Width + after;
        Height = Before + _geometry.Output.Height + after;
    }

    public int Before { get; }

    public int Width { get; }

    public int Height { get; }

    public int RowStep => Width * _lanes;

    public int BlockStep => Height * RowStep;

    public long Floats => (long)_blocks * BlockStep;

    /// <summary>The gradient of the first output of a block of channels.</summary>
    public Grid Inside(float* start, int block) =>
        new(start + (long)block * BlockStep + (Before * Width + Before) * _lanes, RowStep, _lanes);

    /// <summary>Clears the border.</summary>
    public void ClearBorder(float* start)
    {
        if (Width == _geometry.Output.Width && Height == _geometry.Output.Height) return;
        int inside = _geometry.Output.Width * _lanes, before = Before * _lanes;
        for (var block = 0; block < _blocks; block++)
        {
            for (var row = 0; row < Height; row++, start += RowStep)
            {
                if (row < Before || row >= Before + _geometry.Output.Height)
                {
                    new Span<float>(start, RowStep).Clear();
                    continue;
                }

                new Span<float>(start, before).Clear();
                new Span<float>(start + before + inside, RowStep - before - inside).Clear();
            }
        }
    }
}
