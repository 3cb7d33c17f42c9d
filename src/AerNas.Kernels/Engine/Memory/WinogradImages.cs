namespace AerNas.Kernels.Engine;

/// <summary>How the points of some images lie side by side: [36, blocks, images, tiles, lanes]. What multiplies at a point then has the
/// tiles of all of them.</summary>
/// <param name="tiles">Tiles of an image.</param>
/// <param name="blocks">Blocks of channels.</param>
/// <param name="lanes">Channels in a block.</param>
/// <param name="images">How many images.</param>
internal readonly unsafe struct WinogradImages(Extent tiles, int blocks, int lanes, int images = 1)
{
    /// <summary>Floats from an image to the next.</summary>
    public readonly int ImageStep = tiles.Pixels * lanes;

    /// <summary>Floats from a block of channels to the next.</summary>
    public readonly int BlockStep = images * tiles.Pixels * lanes;

    /// <summary>Floats from a point to the next.</summary>
    public readonly int PointStep = blocks * images * tiles.Pixels * lanes + WinogradPoints.Gap;

    /// <summary>How many images.</summary>
    public readonly int Images = images;

    /// <summary>Floats of all.</summary>
    public int Floats => WinogradPoints.Count * PointStep;

    /// <summary>The points of a block of channels of an image.</summary>
    public WinogradPoints Points(float* image, int block) => new(image + block * BlockStep, PointStep);
}
