using AerNas.Data.Batches;
using AerNas.Networks;
using AerNas.Statistics;
using static TorchSharp.torch;

namespace AerNas.Export;

/// <summary>How good a trained network is.</summary>
internal static class Evaluation
{
    /// <summary>The part of the images that the network classifies rightly, 0 to 1; it is left in evaluation mode.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batches">At least one batch, on the network's device.</param>
    /// <param name="cancellation">Checked after every batch.</param>
    public static double Accuracy(DerivedNetwork network, IEnumerable<Batch> batches, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Confusion(network, batches, network.Skeleton.Classes, cancellation).Accuracy;
    }

    /// <summary>What the network takes the images of each class for; it is left in evaluation mode.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batches">At least one batch, on the network's device.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="cancellation">Checked after every batch.</param>
    public static ConfusionMatrix Confusion(
        DerivedNetwork network, IEnumerable<Batch> batches, int classes, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batches);
        network.Training = false;
        using var noGrad = no_grad();
        var confusion = new ConfusionMatrix(classes);
        foreach (var batch in batches)
        {
            Count(network, batch, confusion);
            cancellation.ThrowIfCancellationRequested();
        }

        return confusion;
    }

    private static void Count(DerivedNetwork network, Batch batch, ConfusionMatrix confusion)
    {
        using var scope = NewDisposeScope();
        var answers = network.Forward(batch.Images).Logits.argmax(dim: 1).cpu().data<long>().ToArray(); // [N]
        var labels = batch.Labels.cpu().data<long>().ToArray();
        foreach (var (label, answer) in labels.Zip(answers)) confusion.Count((int)label, (int)answer);
    }
}
