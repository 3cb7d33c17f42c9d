namespace AerNas.Kernels.Engine;

/// <summary>The channels that a convolution over all channels reads: those of its sources, each filled up to whole blocks.</summary>
internal sealed class DenseInput
{
    private readonly ImmutableArray<int> _channels; // of each block

    public DenseInput(IReadOnlyCollection<BlockedMap> sources, (int Height, int Width) size)
    {
        Size = size;
        _channels = [.. sources.SelectMany(source => source.BlockChannels)];
    }

    /// <summary>Height and width of what the windows move over.</summary>
    public (int Height, int Width) Size { get; }

    /// <summary>Blocks of channels of all sources.</summary>
    public int Blocks => _channels.Length;

    /// <summary>Channels in a block.</summary>
    public int ChannelsIn(int block) => _channels[block];
}
