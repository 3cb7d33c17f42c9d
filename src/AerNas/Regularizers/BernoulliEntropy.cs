// The minimum-entropy regularization of MTL-NAS (Gao et al., CVPR 2020, eq. 6; bhpfelix/MTLNAS core/utils/losses.py):
//
//   p = sigmoid(alpha)                                      of each operation but none
//   H = - p ln p - (1 - p) ln(1 - p)                        nats; = ln(1 + e^alpha) - alpha p, which is finite for every alpha
//   L = L_val + w(t) mean H                                 w is 0 in the first step; from the second on 10 (the published run), or it
//                                                           grows along a straight line over all steps (the library's defaults)

namespace AerNas.Regularizers;

/// <summary>The mean entropy of gates that are open with probability sigmoid(alpha), times a coefficient.</summary>
/// <param name="weight">w at the end; officially 10.</param>
/// <param name="growth">How it comes to it.</param>
internal sealed class BernoulliEntropy(double weight, WeightGrowth growth) : IArchitectureTerm
{
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        using var scope = NewDisposeScope();
        return Measure(alpha).Times(WeightAt(progress)).MoveToOuterDisposeScope();
    }

    /// <summary>w(t).</summary>
    /// <param name="progress">How many of the steps are done.</param>
    public double WeightAt(EpochProgress progress) => growth switch
    {
        WeightGrowth.Linear => weight * progress.StepFraction,
        _ => progress.StepFraction > 0 ? weight : 0,
    };

    /// <summary>The mean entropy in nats: a scalar, differentiable in alpha, owned by the caller's scope.</summary>
    public static Tensor Measure(ArchitectureParameters alpha)
    {
        using var scope = NewDisposeScope();
        var logits = CountedLogits.Of(alpha, EntropyOperations.ExceptNone); // [sum of E, O - 1]
        return (logits.Softplus() - logits * sigmoid(logits)).mean().MoveToOuterDisposeScope();
    }
}

/// <summary>How the weight of a term comes from 0 to its value.</summary>
public enum WeightGrowth
{
    /// <summary>At once: it has its value from the second step on. The published run of MTL-NAS.</summary>
    AfterFirstStep,

    /// <summary>Along a straight line over all steps. The defaults of MTL-NAS' library.</summary>
    Linear,
}
