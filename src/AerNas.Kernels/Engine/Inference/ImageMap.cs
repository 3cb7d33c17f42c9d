namespace AerNas.Kernels.Engine;

/// <summary>A map of one image with a border, in the memory of the thread that has the image; no window leaves it.</summary>
/// <param name="channels">Its channels; several numbers where maps stand side by side, each filled up to whole blocks.</param>
/// <param name="size">Height and width.</param>
/// <param name="lanes">Channels in a vector.</param>
/// <param name="border">What stands around it.</param>
internal sealed unsafe class ImageMap(IEnumerable<int> channels, (int Height, int Width) size, int lanes, MapBorder border)
    : BlockedMap(channels, size, lanes)
{
    /// <summary>What stands around it.</summary>
    public MapBorder Border { get; } = border;

    /// <summary>Where it begins in the memory of a thread, its border among it, in floats.</summary>
    public int Offset { get; set; }

    /// <summary>Floats from a row to the next.</summary>
    public int RowStep => (Border.Before + Width + Border.After) * Lanes;

    /// <summary>Floats from a block of channels to the next.</summary>
    public int BlockStep => (Border.Before + Height + Border.After) * RowStep;

    /// <summary>How it lies.</summary>
    public PaddedLayout Layout => new(Border.Before, RowStep, BlockStep);

    /// <summary>Rows and columns.</summary>
    public Extent Size => new(Height, Width);

    /// <summary>Where the first pixel of a block of channels lies in the memory of a thread.</summary>
    public int FirstPixel(int block) => Offset + block * BlockStep + Border.Before * (RowStep + Lanes);

    /// <summary>The pixels of a block of channels.</summary>
    public Grid Block(float* memory, int block) => new(memory + FirstPixel(block), RowStep, Lanes);
}

/// <summary>What stands around a map.</summary>
/// <param name="Before">Its width above and left.</param>
/// <param name="After">Its width below and right.</param>
/// <param name="Value">What each of its pixels is.</param>
internal readonly record struct MapBorder(int Before, int After, float Value);
