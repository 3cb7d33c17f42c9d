// How maps lie in memory is decided here, once a network, for convolutions of few channels are not safe in every layout: on processors
// with AVX2 and without AVX-512, oneDNN as libtorch 2.10 has it writes beyond its buffers where a map of 1 to 7 channels lies with channels
// last, whole, sliced or narrowed (found by trying 1 to 16 channels, kernels of 1, 3 and 5, strides of 1 and 2, dense and depthwise, forward and
// backward, with ONEDNN_MAX_CPU_ISA=AVX2 under the checks of malloc). With channels first none of them fails, nor any of 8 channels and more.

using AerNas.Networks.Blocks;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>Operations on feature maps that every network needs.</summary>
internal static class FeatureMaps
{
    private const int FewestChannelsLast = 8;

    /// <summary>The map of the stem in the layout that the network behind it takes; the image itself, of few channels, lies with channels first.</summary>
    /// <param name="images">// [N, C_in, H, W]</param>
    /// <param name="stem">The first convolution.</param>
    /// <param name="layout">The layout asked for.</param>
    /// <param name="narrowest">Channels of the narrowest map that is read behind the stem.</param>
    /// <returns>Owned by the caller's scope. // [N, C, H, W]</returns>
    public static Tensor Stem(this Tensor images, ConvBatchNorm stem, MemoryLayout layout, int narrowest)
    {
        using var plain = images.contiguous();
        using var map = stem.call(plain);
        return map.InLayout(layout, narrowest);
    }

    /// <summary>The same values in the layout asked for, or with channels first where that is not safe; owned by the caller's scope. // [N, C, H, W]</summary>
    /// <param name="maps">// [N, C, H, W]</param>
    /// <param name="layout">The layout asked for.</param>
    /// <param name="narrowest">Channels of the narrowest map that is computed from these.</param>
    /// <remarks>TorchSharp has no memory formats; torch reads the layout off the strides, and its CPU kernels follow those of their input.</remarks>
    public static Tensor InLayout(this Tensor maps, MemoryLayout layout, int narrowest)
    {
        var onProcessor = maps.device_type == TorchSharp.DeviceType.CPU;
        var channelsLast = layout == MemoryLayout.ChannelsLast || (layout == MemoryLayout.Automatic && onProcessor);
        if (!channelsLast || (onProcessor && narrowest < FewestChannelsLast)) return maps.contiguous();
        using var last = maps.permute(0, 2, 3, 1); // [N, H, W, C]
        using var compact = last.contiguous();
        return compact.permute(0, 3, 1, 2); // [N, C, H, W], strides of [N, H, W, C]
    }

    /// <summary>The mean over all pixels, owned by the caller's scope. // [N, C, H, W] -> [N, C]</summary>
    public static Tensor GlobalAverage(this Tensor features) => features.mean([2, 3]);
}
