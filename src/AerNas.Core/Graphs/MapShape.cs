namespace AerNas.Graphs;

/// <summary>The shape of a feature map of one image.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
public readonly record struct MapShape(int Channels, int Height, int Width)
{
    /// <summary>Height times width.</summary>
    public long Pixels => (long)Height * Width;

    /// <summary>Numbers in all.</summary>
    public long Length => Channels * Pixels;

    internal MapShape Through(Window window)
    {
        var (height, width) = window.OutputSize(Height, Width);
        return this with { Height = height, Width = width };
    }
}
