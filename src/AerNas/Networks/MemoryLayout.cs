namespace AerNas.Networks;

/// <summary>How feature maps lie in memory. It changes speed, not results beyond rounding.</summary>
public enum MemoryLayout
{
    /// <summary>The faster one: <see cref="ChannelsLast"/> on the CPU for a wide network, else <see cref="ChannelsFirst"/>.</summary>
    Automatic,

    /// <summary>Torch's default: the pixels of a channel lie together.</summary>
    ChannelsFirst,

    /// <summary>The channels of a pixel lie together, which suits depthwise convolutions on the CPU. A network with a map of fewer than
    /// eight channels takes <see cref="ChannelsFirst"/> in its place, see <c>FeatureMaps</c>.</summary>
    ChannelsLast,
}
