using AerNas.Data;
using AerNas.Latency;
using AerNas.Sizes;
using AerNas.Timing;
using AerNas.Training;

namespace AerNas.Fitting;

/// <summary>How long networks take for a picture on this machine once they are exported, by ONNX Runtime on one thread.</summary>
/// <param name="images">What the networks are for.</param>
internal sealed class MeasuredLatency(ImageDataset images)
{
    private readonly Dictionary<(Genotype Genotype, Skeleton Skeleton), TimeSpan> _measured = [];

    /// <summary>The median of a network; it is measured once.</summary>
    /// <param name="genotype">Its architecture.</param>
    /// <param name="size">How large it is.</param>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    public TimeSpan Of(Genotype genotype, NetworkOptions size)
    {
        var network = (genotype, size.SkeletonFor(genotype, images));
        if (!_measured.TryGetValue(network, out var known))
            _measured[network] = known = LatencyMeter.Median(network.genotype, network.Item2, LatencyRuntime.Onnx);
        return known;
    }
}
