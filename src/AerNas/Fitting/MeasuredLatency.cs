using AerNas.Data;
using AerNas.Export;
using AerNas.Inference;
using AerNas.Networks;
using AerNas.Training;

namespace AerNas.Fitting;

/// <summary>How long networks take for a picture on this machine once they are exported: measured by ONNX Runtime on one thread, with
/// weights that are not trained, which changes nothing of it.</summary>
/// <param name="images">What the networks are for.</param>
internal sealed class MeasuredLatency(ImageDataset images)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(0.25); // of a measurement

    private readonly Dictionary<(Genotype Genotype, Skeleton Skeleton), TimeSpan> _measured = [];

    /// <summary>The median of a network; it is measured once.</summary>
    /// <param name="genotype">Its architecture.</param>
    /// <param name="size">How large it is.</param>
    public TimeSpan Of(Genotype genotype, NetworkOptions size)
    {
        var network = (genotype, size.SkeletonFor(genotype, images));
        if (!_measured.TryGetValue(network, out var known)) _measured[network] = known = Measure(network.genotype, network.Item2);
        return known;
    }

    /// <summary>The median of a network that is in memory, with the card that its folder would have.</summary>
    public static TimeSpan Of(ModelCard card, DerivedNetwork network)
    {
        var folder = Directory.CreateTempSubdirectory("aernas-latency-");
        try
        {
            var file = Path.Combine(folder.FullName, "model.onnx");
            OnnxExport.Write(file, card, network);
            return OnnxLatency.Measure(file, Duration).Median;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private TimeSpan Measure(Genotype genotype, Skeleton skeleton)
    {
        using var draws = RandomStreams.Create(0, "latency");
        using var network = new DerivedNetwork(genotype, skeleton, new WeightSource(draws, ScalarType.Float32, CPU));
        return Of(ModelCard.Of(skeleton, images, testAccuracy: null), network);
    }
}
