namespace AerNas.Verification;

/// <summary>Whether a run could be repeated.</summary>
/// <param name="Repeated">What was repeated, e.g. <c>the first 20 steps</c>; empty where the images are others.</param>
/// <param name="Receipt">What in the receipt is not as it was, one sentence each: images, versions, machine.</param>
/// <param name="Differences">The values that differ; empty where all agree to the last bit.</param>
public sealed record VerificationResult(string Repeated, ImmutableArray<string> Receipt, ImmutableArray<RecordDifference> Differences)
{
    /// <summary>The largest relative difference that still counts as rounding: float32 sums in another order differ in the seventh digit,
    /// and steps of training amplify that.</summary>
    public const double Rounding = 1e-3;

    /// <summary>Whether every value is the same, or differs by no more than rounding.</summary>
    public bool Agrees => Repeated.Length > 0 && Differences.All(difference => difference.Relative <= Rounding);
}
