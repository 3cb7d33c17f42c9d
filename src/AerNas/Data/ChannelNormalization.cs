namespace AerNas.Data;

/// <summary>What pixels are normalized by: <c>(pixel / 255 - mean) / std</c>, channel by channel.</summary>
public sealed class ChannelNormalization
{
    private const int MostPhotographs = 500;

    /// <summary>Makes a normalization.</summary>
    /// <param name="mean">Mean of each channel, on the scale 0-1. // [C]</param>
    /// <param name="std">Standard deviation of each channel, on the scale 0-1, above zero. // [C]</param>
    public ChannelNormalization(ImmutableArray<double> mean, ImmutableArray<double> std)
    {
        if (mean.Length != std.Length || std.Any(s => !(s > 0) || !double.IsFinite(s)) || mean.Any(m => !double.IsFinite(m)))
            throw new ArgumentException("A normalization has one finite mean and one positive standard deviation a channel.", nameof(std));
        Mean = mean;
        Std = std;
    }

    /// <summary>CIFAR-10 as the DARTS family normalizes it.</summary>
    public static ChannelNormalization Cifar10 { get; } = new(
        [0.49139968, 0.48215827, 0.44653124], [0.24703233, 0.24348505, 0.26158768]);

    /// <summary>CIFAR-10 as AutoDL-Projects (NAS-Bench-201) normalizes it.</summary>
    public static ChannelNormalization Cifar10AutoDl { get; } = FromBytes([125.3, 123.0, 113.9], [63.0, 62.1, 66.7]);

    /// <summary>CIFAR-100 as P-DARTS normalizes it.</summary>
    public static ChannelNormalization Cifar100 { get; } = new([0.5071, 0.4867, 0.4408], [0.2675, 0.2565, 0.2761]);

    /// <summary>CIFAR-100 as AutoDL-Projects (NAS-Bench-201) normalizes it.</summary>
    public static ChannelNormalization Cifar100AutoDl { get; } = FromBytes([129.3, 124.1, 112.4], [68.2, 65.4, 70.4]);

    /// <summary>ImageNet16-120, in AutoDL-Projects and P-DARTS alike.</summary>
    public static ChannelNormalization ImageNet16 { get; } = FromBytes([122.68, 116.66, 104.01], [63.22, 61.26, 65.09]);

    /// <summary>ImageNet at its full size, in every published code.</summary>
    public static ChannelNormalization ImageNet { get; } = new([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    /// <summary>Mean of each channel, on the scale 0-1. // [C]</summary>
    public ImmutableArray<double> Mean { get; }

    /// <summary>Standard deviation of each channel, on the scale 0-1. // [C]</summary>
    public ImmutableArray<double> Std { get; }

    /// <summary>
    /// The mean and (population) standard deviation of <paramref name="images"/>, from whole-number counts, so the same on every machine.
    /// A channel that never changes gets the standard deviation 1. Of photographs 500 are looked at, spread over all.
    /// </summary>
    public static ChannelNormalization Of(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Photographs is not null) images = images.Sampled(MostPhotographs);
        int channels = images.Channels, plane = images.Size * images.Size;
        var mean = new double[channels];
        var std = new double[channels];
        for (var channel = 0; channel < channels; channel++)
        {
            var histogram = new long[256];
            for (var index = 0; index < images.Count; index++)
                foreach (var pixel in images.Image(index).Slice(channel * plane, plane))
                    histogram[pixel]++;
            (mean[channel], std[channel]) = Moments(histogram, (double)images.Count * plane);
        }
        return new ChannelNormalization([.. mean], [.. std]);
    }

    /// <summary>Whether a class has a name of ImageNet, such as n01440764.</summary>
    internal static bool IsSynset(string className) =>
        className is ['n', .. var digits] && digits.Length == 8 && digits.All(char.IsAsciiDigit);

    /// <summary>The normalized value of each pixel value of a channel, in float32 as the official transforms have it. // [256]</summary>
    internal float[] Table(int channel)
    {
        float mean = (float)Mean[channel], std = (float)Std[channel];
        return [.. Enumerable.Range(0, 256).Select(pixel => (pixel / 255f - mean) / std)];
    }

    private static (double Mean, double Std) Moments(long[] histogram, double count)
    {
        double sum = 0, squares = 0;
        for (long pixel = 0; pixel < 256; pixel++)
        {
            sum += histogram[pixel] * pixel;
            squares += histogram[pixel] * pixel * pixel;
        }
        var mean = sum / count;
        var variance = squares / count - mean * mean;
        return (mean / 255, variance > 1e-12 ? Math.Sqrt(variance) / 255 : 1);
    }

    private static ChannelNormalization FromBytes(double[] mean, double[] std) =>
        new([.. mean.Select(m => m / 255)], [.. std.Select(s => s / 255)]);
}
