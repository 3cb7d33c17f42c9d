// A batch norm is a scale and a shift of each channel once its statistics are known:
//
//   x^ = r (y - mean),  r = 1 / sqrt(variance + epsilon)          "center": scale r, shift -r mean
//   v  = scale x^ + shift                                          "affine"
//
// Where a shift is taken of a mean that is large beside the deviation, it is taken with the scale as it was rounded: then rounding the
// scale stretches the map about its mean and does not move it.
//
// In training mode, or where no running statistics are kept, mean and (biased) variance are those of the batch; the running variance is
// updated with the unbiased one. A convolution's bias is never added to its map: it moves the mean by as much, so it cancels out of a
// normalized view and shows in the running mean only.

using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>A map as its readers see it.</summary>
internal sealed unsafe class ViewState
{
    /// <summary>What is added to a variance.</summary>
    public const double Epsilon = 1e-5;

    private const double Momentum = 0.1;

    public ViewState(FeatureMap map, Normalization? norm, Slice? bias, ChannelArena arena)
    {
        (Map, Norm, Bias) = (map, norm, bias);
        Affine = new ChannelAffine(arena.Take(map.PaddedChannels, 1), arena.Take(map.PaddedChannels));
        Gain = arena.Take(map.PaddedChannels, 1);
        Lift = arena.Take(map.PaddedChannels);
        Mean = new double[map.PaddedChannels];
        Center = norm is null ? Affine : new ChannelAffine(arena.Take(map.PaddedChannels, 1), arena.Take(map.PaddedChannels));
    }

    public FeatureMap Map { get; }

    public Normalization? Norm { get; }

    /// <summary>The bias of the convolution that computes the map.</summary>
    public Slice? Bias { get; }

    /// <summary>What readers apply to the map.</summary>
    public ChannelAffine Affine { get; }

    /// <summary>The map with mean 0 and variance 1; the view itself where nothing is normalized.</summary>
    public ChannelAffine Center { get; }

    /// <summary>The mean that is subtracted; 0 where nothing is normalized. // [C]</summary>
    public double[] Mean { get; }

    /// <summary>The learned scale of the norm; 1 where it learns none.</summary>
    public float* Gain { get; }

    /// <summary>The learned shift of the norm; 0 where it learns none.</summary>
    public float* Lift { get; }

    /// <summary>Zeros or other values around the map that readers' windows need, before its first and behind its last pixel.</summary>
    public int PadBefore { get; private set; }

    /// <inheritdoc cref="PadBefore"/>
    public int PadAfter { get; private set; }

    /// <summary>Whether an active operation reads it.</summary>
    public bool Active { get; set; }

    /// <summary>Sums of gradient times centered map, where the map gathers a gradient of its own and the norm needs them.</summary>
    public ImageSums? Centered { get; set; }

    /// <summary>Whether it normalizes by the statistics of this batch.</summary>
    public bool UsesBatch(Pass pass) => Norm is not null && (pass.Training || Norm.RunningMean is null);

    /// <summary>Makes room for a window.</summary>
    public void Pad(int before, int after) => (PadBefore, PadAfter) = (Math.Max(PadBefore, before), Math.Max(PadAfter, after));

    /// <summary>Sets what does not depend on this batch's statistics.</summary>
    public void Prepare(Pass pass)
    {
        if (UsesBatch(pass)) return;
        for (var c = 0; c < Map.Channels; c++)
        {
            var bias = Bias is { } b ? pass.Weights[b.Offset + c] : 0;
            if (Norm is null) Affine.Shift[c] = bias;
            else Normalize(pass, c,
                (pass.Statistics[Norm.RunningMean!.Value.Offset + c] - bias, pass.Statistics[Norm.RunningVariance!.Value.Offset + c]));
        }
    }

    /// <summary>Normalizes a channel by the statistics of the batch and updates the running ones.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="channel">Which.</param>
    /// <param name="statistics">Mean and biased variance, without bias.</param>
    /// <param name="count">How many pixels they were taken of.</param>
    public void NormalizeByBatch(Pass pass, int channel, (double Mean, double Variance) statistics, long count)
    {
        if (!UsesBatch(pass)) return;
        Normalize(pass, channel, statistics);
        if (!pass.Training || Norm!.RunningMean is not { } means) return;
        var bias = Bias is { } b ? pass.Weights[b.Offset + channel] : 0;
        var unbiased = count > 1 ? statistics.Variance * count / (count - 1) : double.NaN;
        Blend(ref pass.Statistics[means.Offset + channel], statistics.Mean + bias);
        Blend(ref pass.Statistics[Norm.RunningVariance!.Value.Offset + channel], unbiased);
    }

    private static void Blend(ref float running, double value) => running = (float)((1 - Momentum) * running + Momentum * value);

    private void Normalize(Pass pass, int channel, (double Mean, double Variance) statistics)
    {
        var r = 1 / Math.Sqrt(statistics.Variance + Epsilon);
        if (Norm!.Scale is { } gains) Gain[channel] = pass.Weights[gains.Offset + channel];
        if (Norm.Shift is { } lifts) Lift[channel] = pass.Weights[lifts.Offset + channel];
        Mean[channel] = statistics.Mean;
        Center.Scale[channel] = (float)r;
        Center.Shift[channel] = (float)(-Center.Scale[channel] * statistics.Mean);
        Affine.Scale[channel] = (float)(Gain[channel] * r);
        Affine.Shift[channel] = (float)(Lift[channel] - Affine.Scale[channel] * statistics.Mean);
    }
}
