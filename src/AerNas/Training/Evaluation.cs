using AerNas.Data.Batches;
using AerNas.Networks;
using static TorchSharp.torch;

namespace AerNas.Training;

/// <summary>How good a trained network is.</summary>
public static class Evaluation
{
    /// <summary>The part of the images that the network classifies rightly, 0 to 1; it is left in evaluation mode.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batches">At least one batch, on the network's device.</param>
    /// <param name="cancellation">Checked after every batch.</param>
    public static double Accuracy(DerivedNetwork network, IEnumerable<Batch> batches, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batches);
        network.eval();
        using var noGrad = no_grad();
        var (hits, images) = (0L, 0L);
        foreach (var batch in batches)
        {
            hits += CountHits(network, batch);
            images += batch.Count;
            cancellation.ThrowIfCancellationRequested();
        }

        return (double)hits / images;
    }

    private static long CountHits(DerivedNetwork network, Batch batch)
    {
        using var scope = NewDisposeScope();
        return network.Forward(batch.Images).Logits.argmax(dim: 1).eq(batch.Labels).sum().item<long>();
    }
}
