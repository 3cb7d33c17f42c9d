using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>VINNAS' own options; the threshold is the paper's, the others are ours.</summary>
public sealed record VinnasOptions : MethodOptions
{
    /// <value>What the logarithm of the variance of every strength starts at.</value>
    public double LogVariance { get; init; } = -8;

    /// <value>What the divergence from the prior counts, beside a mean over images: one over those of a half of CIFAR-10.</value>
    public double DivergenceWeight { get; init; } = 1.0 / 25_000;

    /// <value>What a bit of the mean entropy counts.</value>
    public double EntropyWeight { get; init; } = 0.1;

    /// <value>The share of alpha's epochs over which both weights grow from 0 along a straight line.</value>
    public double WarmUp { get; init; } = 0.5;

    /// <value>The log(variance / mean^2) above which an operation is dropped.</value>
    public double Threshold { get; init; } = 3;

    internal ImmutableArray<IArchitectureTerm> Terms =>
    [
        new RelevanceDivergence(new GrownWeight(DivergenceWeight, WarmUp)),
        new ArchitectureEntropy(new GrownWeight(EntropyWeight, WarmUp), EntropyOperations.ExceptNone),
    ];

    /// <inheritdoc/>
    public override void Check(OptionRules rules, SearchOptions search) => rules
        .Finite(LogVariance, "logVariance")
        .NotNegative(DivergenceWeight, "divergenceWeight")
        .NotNegative(EntropyWeight, "entropyWeight")
        .Within(0, 1, WarmUp, "warmUp")
        .Finite(Threshold, "threshold");
}

/// <summary>A weight that grows along a straight line with every step, and then stays.</summary>
/// <param name="Weight">What it grows to.</param>
/// <param name="Share">The share of all steps over which it grows; 0: it is there from the first.</param>
internal sealed record GrownWeight(double Weight, double Share) : ISchedule
{
    public double At(EpochProgress progress) => Share > 0 ? Weight * Math.Clamp(progress.StepFraction / Share, 0, 1) : Weight;
}
