using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>Operations on feature maps that every network needs.</summary>
internal static class FeatureMaps
{
    /// <summary>The same values in the layout asked for, owned by the caller's scope. // [N, C, H, W]</summary>
    /// <remarks>TorchSharp has no memory formats; torch reads the layout off the strides, and its CPU kernels follow those of their input.</remarks>
    public static Tensor InLayout(this Tensor images, MemoryLayout layout)
    {
        var channelsLast = layout == MemoryLayout.ChannelsLast
            || (layout == MemoryLayout.Automatic && images.device_type == TorchSharp.DeviceType.CPU);
        if (!channelsLast) return images.alias();
        using var last = images.permute(0, 2, 3, 1); // [N, H, W, C]
        using var compact = last.contiguous();
        return compact.permute(0, 3, 1, 2); // [N, C, H, W], strides of [N, H, W, C]
    }

    /// <summary>The mean over all pixels, owned by the caller's scope. // [N, C, H, W] -> [N, C]</summary>
    public static Tensor GlobalAverage(this Tensor features) => features.mean([2, 3]);
}
