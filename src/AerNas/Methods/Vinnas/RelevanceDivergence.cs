// The divergence of the strengths of VINNAS from a prior of automatic relevance determination, N(0, 1 / tau) with a tau of each strength's
// own; general knowledge (Kharitonov, Molchanov, Vetrov: Variational Dropout via Empirical Bayes, 2018). For the best tau it is
//
//   KL = sum over operations but none of log(1 + mean^2 / variance) / 2
//
// It falls as noise drowns a strength, and is 0 where its mean is.

using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>How much the strengths of operations tell, summed, times a weight.</summary>
/// <param name="weight">The weight at each moment of alpha's epochs.</param>
internal sealed class RelevanceDivergence(ISchedule weight) : IArchitectureTerm
{
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        using var scope = NewDisposeScope();
        return Measure(alpha).Times(weight.At(progress)).MoveToOuterDisposeScope();
    }

    /// <summary>KL: a scalar, differentiable in means and log variances, owned by the caller's scope.</summary>
    public static Tensor Measure(ArchitectureParameters alpha)
    {
        using var scope = NewDisposeScope();
        var means = CountedLogits.Of(alpha, EntropyOperations.ExceptNone); // [sum of E, O - 1]
        var variances = CountedLogits.Of(alpha.Space, alpha.CompanionOf, EntropyOperations.ExceptNone).exp();
        return (means.Power(2) / variances).log1p().sum().Times(0.5).MoveToOuterDisposeScope();
    }
}
