using AerNas.Data.Batches;
using AerNas.Networks;

namespace AerNas.Export;

/// <summary>How good a trained network is.</summary>
internal static class Evaluation
{
    /// <summary>What the network takes images for; it is left in evaluation mode.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batches">At least one batch, on the network's device.</param>
    /// <param name="cancellation">Checked after every batch.</param>
    public static TestOutcome Of(DerivedNetwork network, IEnumerable<Batch> batches, CancellationToken cancellation = default)
    {
        network.Training = false;
        using var noGrad = no_grad();
        var outcome = new TestOutcome(network.Skeleton.Classes);
        foreach (var batch in batches)
        {
            Count(network, batch, outcome);
            cancellation.ThrowIfCancellationRequested();
        }

        return outcome;
    }

    private static void Count(DerivedNetwork network, Batch batch, TestOutcome outcome)
    {
        using var scope = NewDisposeScope();
        var logits = network.Forward(batch.Images).Logits; // [N, K]
        var answers = logits.argmax(dim: 1); // [N]
        var probabilities = nn.functional.softmax(logits.to(float64), dim: 1); // [N, K]
        var sure = probabilities.gather(1, answers.unsqueeze(1)).cpu().data<double>().ToArray(); // [N]
        var ofLabel = logits.gather(1, batch.Labels.unsqueeze(1)); // [N, 1]
        var likelier = logits.gt(ofLabel).sum(1).cpu().data<long>().ToArray(); // [N]
        var (labels, taken) = (batch.Labels.cpu().data<long>().ToArray(), answers.cpu().data<long>().ToArray());
        for (var i = 0; i < labels.Length; i++) outcome.Count((int)labels[i], (int)taken[i], sure[i], (int)likelier[i]);
    }
}
