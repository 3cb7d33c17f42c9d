
namespace AerNas.Networks;

/// <summary>How feature maps lie in memory; results agree within rounding.</summary>
public enum MemoryLayout
{
    /// <summary>Channel by channel (NCHW): libtorch's default, and what the official codes run with.</summary>
    Default,

    /// <summary>Pixel by pixel (NHWC strides): several times faster for depthwise convolutions on the CPU.</summary>
    ChannelsLast,
}
