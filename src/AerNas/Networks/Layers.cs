using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace AerNas.Networks;

/// <summary>The layers all blocks are made of, in the official codes' conventions (batch norm: eps 1e-5, momentum 0.1).</summary>
internal static class Layers
{
    public static BatchNorm2d BatchNorm(int channels, BlockSettings settings) =>
        BatchNorm2d(channels, eps: 1e-5, momentum: 0.1, affine: settings.Affine, track_running_stats: settings.TrackStatistics);

    /// <summary>A convolution padded so that stride alone changes the size.</summary>
    public static Conv2d Convolution(BlockShape shape, int kernel, bool bias = false) =>
        Conv2d(shape.Input, shape.Output, kernel, shape.Stride, padding: kernel / 2, bias: bias);

    /// <summary>One filter a channel.</summary>
    public static Conv2d Depthwise(int channels, int kernel, int stride, int dilation = 1) =>
        Conv2d(channels, channels, kernel, stride, padding: dilation * (kernel / 2), dilation: dilation, groups: channels, bias: false);
}
