namespace AerNas.Methods;

/// <summary>What the controller learned from in an epoch.</summary>
internal sealed record ControllerEpoch(ImmutableArray<ControllerUpdate> Updates)
{
    /// <summary>Mean of -log p (reward - baseline).</summary>
    public double Loss => Updates.Average(update => update.Loss);

    /// <summary>Mean accuracy of the sampled architectures, 0 to 1.</summary>
    public double Accuracy => Updates.Average(update => update.Accuracy);

    /// <summary>Mean entropy of the controller in nats, summed over the edges of an architecture.</summary>
    public double Entropy => Updates.Average(update => update.Entropy);

    public double Reward => Updates.Average(update => update.Reward);

    public double Baseline => Updates.Average(update => update.Baseline);

    /// <summary>The baseline of the last sample, from which the next epoch starts.</summary>
    public double LastBaseline => Updates[^1].LastBaseline;
}
