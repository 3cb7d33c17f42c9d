using AerNas.Graphs;

namespace AerNas.Networks.Torch;

/// <summary>What torch computes for each kind of layer. Results are owned by the caller's scope.</summary>
internal sealed class LayerOperators(NetworkWeights weights)
{
    private const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    /// <summary>Computes a layer from the maps it reads.</summary>
    public Tensor Compute(GraphLayer layer, PassMaps maps, NetworkPass pass)
    {
        var x = maps[layer.Sources[0]]!; // [N, C, H, W]
        return layer switch
        {
            ConvolutionLayer convolution => Convolve(convolution, x, maps),
            NormLayer norm => Normalize(norm, x, pass.Training),
            ActivationLayer activation => Activate(activation.Function, x),
            PoolLayer pool => Pool(pool, x),
            GlobalAverageLayer => x.mean([2, 3], keepdim: true), // [N, C, 1, 1]
            LinearLayer linear =>
                nn.functional.linear(x.flatten(1), weights[linear.Weight], weights[linear.Bias]).unsqueeze(2).unsqueeze(3),
            ConcatenationLayer concatenation => cat([.. concatenation.Parts.Select(part => maps[part]!)], dim: 1),
            SliceLayer slice => x.narrow(1, slice.First, slice.Count),
            ShuffleLayer shuffle => Shuffle(x, shuffle.Groups),
            ShiftLayer => Shift(x),
            ProductLayer product => x * maps[product.Factor]!,
            ZeroLayer zero => Zero(x, zero.Stride),
            DropPathLayer drop => DropPath.Apply(x, Mask(pass.Paths!, drop.Place, x), pass.Paths!.Probability),
            DisturbLayer disturb => pass.Skips!.Apply(disturb.Place, x),
            NoiseLayer noise => x.Plus(pass.Noise!.Like(x, noise.Place)),
            _ => throw new NotSupportedException($"Torch has no operator for {layer.GetType().Name}."),
        };
    }

    private Tensor Convolve(ConvolutionLayer layer, Tensor x, PassMaps maps)
    {
        var (window, bias) = (layer.Window, layer.Bias is null ? null : weights[layer.Bias]);
        var kernel = layer.Parts.IsEmpty ? weights[layer.Weight] : SharedKernel.Of(weights[layer.Weight], layer.Parts, maps);
        return nn.functional.conv2d(x, kernel, bias, [window.Stride.Y, window.Stride.X],
            [window.Padding.Y, window.Padding.X], [window.Dilation, window.Dilation], layer.Groups);
    }

    private Tensor Normalize(NormLayer layer, Tensor x, bool training)
    {
        var (mean, variance) = layer.Running is { } running
            ? (weights.Statistic(running.Mean), weights.Statistic(running.Variance))
            : (null, null);
        var (scale, shift) = layer.Affine is { } affine ? (weights[affine.Scale], weights[affine.Shift]) : (null, null);
        return nn.functional.batch_norm(x, mean, variance, scale, shift, training || mean is null, Momentum, Epsilon);
    }

    private static Tensor Activate(Activation function, Tensor x) => function switch
    {
        Activation.Relu => nn.functional.relu(x),
        Activation.Relu6 => nn.functional.relu6(x, inplace: false),
        Activation.Sigmoid => x.sigmoid(),
        Activation.Swish => nn.functional.silu(x, inplace: false),
        Activation.HardSwish => nn.functional.hardswish(x, inplace: false),
        Activation.HardSigmoid => nn.functional.hardsigmoid(x, inplace: false),
        _ => throw new NotSupportedException($"Torch has no operator for {function}."),
    };

    private static Tensor Pool(PoolLayer layer, Tensor x)
    {
        var window = layer.Window;
        long[] kernel = [window.Height, window.Width], stride = [window.Stride.Y, window.Stride.X],
            padding = [window.Padding.Y, window.Padding.X];
        return layer.Kind == PoolKind.Maximum
            ? nn.functional.max_pool2d(x, kernel, stride, padding, ceil_mode: window.KeepsPartial)
            : nn.functional.avg_pool2d(x, kernel, stride, padding, ceil_mode: window.KeepsPartial, count_include_pad: false);
    }

    private static Tensor Shift(Tensor x)
    {
        long right = x.shape[3] % 2, bottom = x.shape[2] % 2;
        var whole = right + bottom > 0 ? nn.functional.pad(x, [0, right, 0, bottom]) : x; // [N, C, H, W], H and W even
        return whole.index(TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(1), TensorIndex.Slice(1)); // [N, C, H - 1, W - 1]
    }

    /// <summary>The input, strided, times 0, so that a gradient of zero still flows.</summary>
    private static Tensor Zero(Tensor x, int stride) => (stride == 1 ? x
        : x.index(TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(step: stride), TensorIndex.Slice(step: stride))).Times(0);

    /// <summary>1 keeps an image, 0 drops it. // [N, 1, 1, 1]</summary>
    private static Tensor Mask(PathDrops paths, int place, Tensor like)
    {
        double[] kept = [.. paths.Keeps(place, (int)like.shape[0]).Select(keeps => keeps ? 1.0 : 0)];
        return tensor(kept).reshape(-1, 1, 1, 1).to(like.dtype).to(like.device);
    }

    /// <summary>The channels of k groups, taken in turn; the layout in memory stays. // [N, C, H, W]</summary>
    internal static Tensor Shuffle(Tensor x, int groups)
    {
        var (images, channels, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        if (x.is_contiguous())
            return x.view(images, groups, channels / groups, height, width).transpose(1, 2).reshape(images, channels, height, width);
        var grouped = x.permute(0, 2, 3, 1).reshape(images, height, width, groups, channels / groups); // channels last
        return grouped.transpose(3, 4).reshape(images, height, width, channels).permute(0, 3, 1, 2);
    }
}
