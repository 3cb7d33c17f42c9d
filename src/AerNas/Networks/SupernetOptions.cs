using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>Size and form of a supernet.</summary>
public sealed record SupernetOptions
{
    /// <value>Channels of the first cells.</value>
    public int Channels { get; init; } = 16;

    /// <value>Cells in all (DARTS space); reductions stand at one and two thirds.</value>
    public int Layers { get; init; } = 8;

    /// <value>Cells in each of the three stages (NAS-Bench-201).</value>
    public int Cells { get; init; } = 5;

    /// <value>Classes of the images.</value>
    public int Classes { get; init; } = 10;

    /// <value>Channels of the images, 1 or 3.</value>
    public int ImageChannels { get; init; } = 3;

    /// <value>Channels of the stem over those of the first cells (DARTS space).</value>
    public int StemMultiplier { get; init; } = 3;

    /// <value>How blocks in cells are made; null takes the official form of the space.</value>
    public BlockSettings? Blocks { get; init; }

    /// <value>How feature maps lie in memory.</value>
    public MemoryLayout Layout { get; init; } = MemoryLayout.ChannelsLast;

    /// <value>float32 or float64.</value>
    public ScalarType DataType { get; init; } = ScalarType.Float32;

    /// <value>Where it lives.</value>
    public Device Device { get; init; } = CPU;
}
