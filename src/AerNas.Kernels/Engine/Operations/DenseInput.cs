namespace AerNas.Kernels.Engine;

/// <summary>The channels that a convolution over all channels reads: those of its sources, each filled up to whole blocks.</summary>
internal sealed class DenseInput
{
    private readonly ImmutableArray<int> _channels; // of each block

    public DenseInput(ImmutableArray<ViewState> sources, (int Height, int Width) size)
    {
        Size = size;
        Channels = sources.Sum(source => source.Map.Channels);
        _channels = [.. sources.SelectMany(source => source.Map.BlockChannels)];
    }

    /// <summary>Height and width of what the windows move over.</summary>
    public (int Height, int Width) Size { get; }

    /// <summary>Channels of all sources.</summary>
    public int Channels { get; }

    /// <summary>Blocks of channels of all sources.</summary>
    public int Blocks => _channels.Length;

    /// <summary>Channels in a block.</summary>
    public int ChannelsIn(int block) => _channels[block];

    /// <summary>Where each channel lies.</summary>
    public IEnumerable<(int Block, int Lane)> Positions()
    {
        for (var block = 0; block < Blocks; block++)
        {
            for (var lane = 0; lane < _channels[block]; lane++) yield return (block, lane);
        }
    }
}
