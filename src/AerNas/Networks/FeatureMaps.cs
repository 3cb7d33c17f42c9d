// How maps lie in memory is decided here, once a network, for convolutions of few channels are not safe in every layout: on processors
// with AVX2 and without AVX-512, oneDNN as libtorch 2.10 has it writes beyond its buffers where a map of 1 to 7 channels lies with channels
// last, whole, sliced or narrowed (found by trying 1 to 16 channels, kernels of 1, 3 and 5, strides of 1 and 2, dense and depthwise,
// forward and backward, with ONEDNN_MAX_CPU_ISA=AVX2 under the checks of malloc). With channels first none of them fails, nor any of 8
// channels and more.

namespace AerNas.Networks;

/// <summary>How feature maps lie in memory.</summary>
internal static class FeatureMaps
{
    private const int FewestChannelsLast = 8;

    /// <summary>The same values in the layout asked for, or channels first where that is unsafe. // [N, C, H, W]</summary>
    /// <param name="maps">// [N, C, H, W]</param>
    /// <param name="layout">The layout asked for.</param>
    /// <param name="narrowest">Channels of the narrowest map that is computed from these.</param>
    /// <remarks>TorchSharp has no memory formats; torch reads the layout off the strides, and its CPU kernels follow the input's.</remarks>
    public static Tensor InLayout(this Tensor maps, MemoryLayout layout, int narrowest)
    {
        var onProcessor = maps.device_type == TorchSharp.DeviceType.CPU;
        var channelsLast = layout == MemoryLayout.ChannelsLast || (layout == MemoryLayout.Automatic && onProcessor);
        if (!channelsLast || (onProcessor && narrowest < FewestChannelsLast)) return maps.contiguous();
        using var last = maps.permute(0, 2, 3, 1); // [N, H, W, C]
        using var compact = last.contiguous();
        return compact.permute(0, 3, 1, 2); // [N, C, H, W], strides of [N, H, W, C]
    }
}
