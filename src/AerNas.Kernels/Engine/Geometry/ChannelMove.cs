namespace AerNas.Kernels.Engine;

/// <summary>A channel that is moved from a map to another, or a block of channels at once.</summary>
/// <param name="Source">Which of several maps it comes from.</param>
/// <param name="Block">Its block there.</param>
/// <param name="InputBlock">Its block where the maps stand side by side.</param>
/// <param name="FromLane">Its place in the block.</param>
/// <param name="ToLane">Its place in the block that it goes to.</param>
internal readonly record struct ChannelMove(int Source, int Block, int InputBlock, int FromLane, int ToLane)
{
    /// <summary>Whether it stands for all channels of a full block, in their order.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>How far the elements of so many pixels lie apart, and how many there are.</summary>
    public (int Step, int Count) Elements(int pixels, int lanes) => IsWhole ? (1, pixels * lanes) : (lanes, pixels);

    /// <summary>The moves that fill a block.</summary>
    /// <param name="sources">Where the channels come from.</param>
    /// <param name="channels">Which of the concatenated channels.</param>
    /// <param name="lanes">Channels in a full block.</param>
    public static ImmutableArray<ChannelMove> Into(IReadOnlyList<BlockedMap> sources, IReadOnlyList<int> channels, int lanes)
    {
        var places = Places(sources).ToArray();
        ChannelMove[] moves = [.. channels.Select((channel, lane) => places[channel] with { ToLane = lane })];
        var whole = moves.Length == lanes
            && Array.TrueForAll(moves, move => move.InputBlock == moves[0].InputBlock && move.FromLane == move.ToLane);
        return whole ? [moves[0] with { IsWhole = true }] : [.. moves];
    }

    private static IEnumerable<ChannelMove> Places(IReadOnlyList<BlockedMap> sources)
    {
        var inputBlock = 0;
        for (var source = 0; source < sources.Count; source++)
        {
            var blocks = sources[source].BlockChannels;
            for (var block = 0; block < blocks.Length; block++, inputBlock++)
            {
                for (var lane = 0; lane < blocks[block]; lane++) yield return new ChannelMove(source, block, inputBlock, lane, 0);
            }
        }
    }
}
