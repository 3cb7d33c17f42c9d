// The zero-one loss of FairDARTS (Chu et al.: ECCV 2020, eq. 6; xiaomi-automl/FairDARTS separate_loss.py):
//
//   L01 = - w mean (sigmoid(alpha) - 1/2)^2          over all edges of all cell kinds and all operations but none; or |.| for the square
//
// Its gradient pushes every alpha away from 0, up or down: the mixture comes close to the architecture that is derived from it.

namespace AerNas.Regularizers;

/// <summary>Drives sigmoid(alpha) towards 0 or 1.</summary>
/// <param name="weight">w; officially 10.</param>
/// <param name="distance">How the distance from one half is measured.</param>
internal sealed class ZeroOneLoss(double weight, ZeroOneDistance distance) : IArchitectureTerm
{
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        using var scope = NewDisposeScope();
        var offset = sigmoid(CountedLogits.Of(alpha, EntropyOperations.ExceptNone)).Minus(0.5); // [sum of E, O - 1]
        var distances = distance == ZeroOneDistance.Squared ? offset.Power(2) : offset.abs();
        return distances.mean().Times(-weight).MoveToOuterDisposeScope();
    }
}

/// <summary>How the zero-one loss measures the distance of sigmoid(alpha) from one half.</summary>
public enum ZeroOneDistance
{
    /// <summary>Its square; the official default.</summary>
    Squared,

    /// <summary>Its absolute value.</summary>
    Absolute,
}
