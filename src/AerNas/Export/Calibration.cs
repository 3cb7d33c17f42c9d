using AerNas.Data;
using AerNas.Inference;
using AerNas.Onnx;

namespace AerNas.Export;

/// <summary>Measures between what numbers the maps of a network lie.</summary>
internal static class Calibration
{
    private const int MostPictures = 256;
    private const int BatchSize = 16;

    /// <summary>
    /// The range of each map that can be quantized: the mean of the smallest, and of the largest number of batches of 16 pictures, so that
    /// a single strange one makes the steps of all others no coarser.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Pictures to measure on; the first 256 are taken.</param>
    /// <returns>By the layers that compute the maps.</returns>
    public static IReadOnlyDictionary<int, ValueRange> Of(OnnxNetwork network, ImageSet images)
    {
        using var model = new MemoryStream();
        var layers = network.WriteRanges(model);
        using var session = new OnnxSession("the network that measures", model.ToArray(), threads: 0);
        var (sums, batches) = (new double[2 * layers.Length], 0);
        foreach (var batch in Enumerable.Range(0, Math.Min(images.Count, MostPictures)).Chunk(BatchSize))
        {
            byte[] pixels = [.. batch.SelectMany(i => images.Image(i).ToArray())];
            var extremes = session.Run(pixels, batch.Length, images.Channels, images.Size, images.Size); // the smallest, then the largest
            for (var i = 0; i < sums.Length; i++) sums[i] += extremes[i];
            batches++;
        }

        return layers.Select((layer, i) => (layer, i)).ToDictionary(map => map.layer, map =>
            new ValueRange((float)(sums[map.i] / batches), (float)(sums[map.i + layers.Length] / batches)));
    }
}
