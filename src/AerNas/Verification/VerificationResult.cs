namespace AerNas.Verification;

/// <summary>Whether a run could be repeated.</summary>
public sealed record VerificationResult
{
    /// <summary>
    /// The largest relative difference that still counts as rounding: float32 sums in another order differ in the seventh digit, and steps
    /// of training amplify that.
    /// </summary>
    public const double Rounding = 1e-3;

    /// <summary>What was repeated, e.g. <c>the first 20 steps</c>; empty where nothing could be, for the images are others.</summary>
    public required string Repeated { get; init; }

    /// <summary>What in the receipt is not as it was, one sentence each: images, versions, machine.</summary>
    public required ImmutableArray<string> Receipt { get; init; }

    /// <summary>The values that differ; empty where all agree to the last bit.</summary>
    public required ImmutableArray<RecordDifference> Differences { get; init; }

    /// <summary>Whether every value is the same, or differs by no more than rounding.</summary>
    public bool Agrees => Repeated.Length > 0 && Differences.All(difference => difference.Relative <= Rounding);
}
