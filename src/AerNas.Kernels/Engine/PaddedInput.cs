using System.Collections.Immutable;
using AerNas.Kernels.Simd;

namespace AerNas.Kernels.Engine;

/// <summary>
/// What a windowed operation reads: views of one size, one after the other along the channels, normalized, perhaps rectified, with a
/// border, so that no window ever leaves it: [blocks, before + H + after, before + W + after, lanes].
/// </summary>
internal sealed unsafe class PaddedInput
{
    private readonly bool _rectify;
    private readonly float _border;

    /// <param name="sources">Views of one size.</param>
    /// <param name="rectify">Whether a ReLU comes first.</param>
    /// <param name="border">What stands around the map.</param>
    public PaddedInput(ImmutableArray<ViewState> sources, bool rectify, float border = 0)
    {
        Sources = sources;
        foreach (var source in sources) Blocks += source.Map.Blocks;
        _rectify = rectify;
        _border = border;
    }

    public ImmutableArray<ViewState> Sources { get; }

    public int Lanes => Sources[0].Map.Lanes;

    /// <summary>Blocks of channels of all sources.</summary>
    public int Blocks { get; }

    /// <summary>Rows above, and columns left of the map; what the windows of all its readers need.</summary>
    public int Before { get; private set; }

    public int Height { get; private set; }

    public int Width { get; private set; }

    /// <summary>Floats from a row to the next.</summary>
    public int RowStep => Width * Lanes;

    /// <summary>Floats from a block of channels to the next.</summary>
    public int BlockStep => Height * RowStep;

    public long Floats => (long)Blocks * BlockStep;

    /// <summary>Takes over the border, once every reader has asked for its own.</summary>
    public void Freeze()
    {
        var after = 0;
        foreach (var source in Sources) (Before, after) = (Math.Max(Before, source.PadBefore), Math.Max(after, source.PadAfter));
        Height = Before + Sources[0].Map.Height + after;
        Width = Before + Sources[0].Map.Width + after;
    }

    /// <summary>Whether another has the same content.</summary>
    public bool IsSame(PaddedInput other) =>
        ReferenceEquals(this, other) || (_rectify == other._rectify && _border.Equals(other._border) && Sources.AsSpan().SequenceEqual(other.Sources.AsSpan()));

    /// <summary>Copies an image.</summary>
    public void Copy(int image, float* target, KernelSet kernels)
    {
        foreach (var source in Sources)
        {
            var map = source.Map;
            for (var block = 0; block < map.Blocks; block++, target += BlockStep)
                CopyBlock(map.Image(image) + block * map.BlockStep, source.Affine.From(block * map.Lanes), target, kernels);
        }
    }

    private void CopyBlock(float* from, ChannelAffine affine, float* target, KernelSet kernels)
    {
        var map = Sources[0].Map;
        int before = Before * Lanes, inside = map.Width * Lanes, height = Height;
        for (var row = 0; row < height; row++, target += RowStep)
        {
            var y = row - Before;
            if (y < 0 || y >= map.Height)
            {
                new Span<float>(target, RowStep).Fill(_border);
                continue;
            }

            new Span<float>(target, before).Fill(_border);
            if (_rectify) kernels.Rectify(from + y * inside, affine, target + before, map.Width);
            else kernels.Normalize(from + y * inside, affine, target + before, map.Width);
            new Span<float>(target + before + inside, RowStep - before - inside).Fill(_border);
        }
    }
}
