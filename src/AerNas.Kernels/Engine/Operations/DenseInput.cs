namespace AerNas.Kernels.Engine;

/// <summary>The channels that a convolution over all channels reads: those of its sources, each filled up to whole blocks.</summary>
internal sealed class DenseInput
{
    private readonly ImmutableArray<int> _channels; // of each block
    private readonly ImmutableArray<int> _before; // channels of the blocks before each

    public DenseInput(IReadOnlyCollection<BlockedMap> sources, (int Height, int Width) size)
    {
        Size = size;
        _channels = [.. sources.SelectMany(source => source.BlockChannels)];
        var before = ImmutableArray.CreateBuilder<int>(_channels.Length);
        foreach (var channels in _channels)
        {
            before.Add(Channels);
            Channels += channels;
        }

        _before = before.MoveToImmutable();
    }

    /// <summary>Height and width of what the windows move over.</summary>
    public (int Height, int Width) Size { get; }

    /// <summary>Blocks of channels of all sources.</summary>
    public int Blocks => _channels.Length;

    /// <summary>Channels of all sources.</summary>
    public int Channels { get; }

    /// <summary>Channels in a block.</summary>
    public int ChannelsIn(int block) => _channels[block];

    /// <summary>Channels in the blocks before one.</summary>
    public int ChannelsBefore(int block) => _before[block];
}
