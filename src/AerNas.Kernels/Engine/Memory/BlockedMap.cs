namespace AerNas.Kernels.Engine;

/// <summary>A feature map in blocks of channels: [C / lanes, H, W, lanes] an image, the last block filled up with zeros.</summary>
internal abstract class BlockedMap
{
    /// <param name="channels">Its channels; several numbers where maps stand side by side, each filled up to whole blocks.</param>
    /// <param name="size">Height and width.</param>
    /// <param name="lanes">Channels in a vector.</param>
    protected BlockedMap(IEnumerable<int> channels, (int Height, int Width) size, int lanes)
    {
        (Height, Width, Lanes) = (size.Height, size.Width, lanes);
        var blocks = new List<int>();
        foreach (var part in channels)
        {
            for (var first = 0; first < part; first += lanes) blocks.Add(Math.Min(lanes, part - first));
        }

        BlockChannels = [.. blocks];
        Channels = blocks.Sum();
    }

    /// <summary>Channels in each block; the rest of a block stays zero.</summary>
    public ImmutableArray<int> BlockChannels { get; }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    public int Lanes { get; }

    /// <summary>Vectors that hold the channels of a pixel.</summary>
    public int Blocks => BlockChannels.Length;

    public int Pixels => Height * Width;

    /// <summary>Channels with those that fill up the last block: the length of a per-channel array.</summary>
    public int PaddedChannels => Blocks * Lanes;
}
