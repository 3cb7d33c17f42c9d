// The architecture entropy regularizer (Jing, Chen, Xu: Neural Networks 158, 2023, sections 3.3-3.4).
//
//   q   = softmax(alpha[edge])                     over the counted operations
//   H   = - sum_o q_o log2(q_o + 1e-9)             bits, per edge
//   AE  = mean of H over all edges of all cell kinds
//   L   = L_val + lambda(t) AE                     architecture loss only
//
// A negative lambda rewards entropy: operations stay equal while their weights are still untrained (against the Matthew effect). A
// positive one punishes it: the mixture hardens before it is discretized (against the discretization discrepancy).
//
// Where paper and code differ: the paper counts every operation; the official code leaves out `none` on the DARTS space (renormalizing
// the rest) and counts it on NAS-Bench-201. Formula 3 of the paper writes the entropy of one edge where formula 4 and the code take the mean.

using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Regularizers;

/// <summary>The mean base-2 entropy of the edges' operation distributions, times a scheduled coefficient.</summary>
public sealed class ArchitectureEntropy : IArchitectureRegularizer
{
    private const double LogGuard = 1e-9; // inside the logarithm, as official

    private readonly ICoefficientSchedule _schedule;

    /// <summary>Makes the regularizer.</summary>
    /// <param name="schedule">lambda(t).</param>
    /// <param name="operations">What is counted; see <see cref="OfficialOperations"/> for the official choice.</param>
    public ArchitectureEntropy(ICoefficientSchedule schedule, EntropyOperations operations)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        _schedule = schedule;
        Operations = operations;
    }

    /// <summary>Which operations are counted.</summary>
    public EntropyOperations Operations { get; }

    /// <summary>What the official code counts in a space.</summary>
    public static EntropyOperations OfficialOperations(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return space.Name == SearchSpace.NasBench201.Name ? EntropyOperations.All : EntropyOperations.ExceptNone;
    }

    /// <summary>The mean entropy in bits: a scalar, differentiable in alpha, owned by the caller's scope.</summary>
    public static Tensor Measure(ArchitectureParameters alpha, EntropyOperations operations)
    {
        using var scope = NewDisposeScope();
        var q = nn.functional.softmax(CountedLogits.Of(alpha, operations), dim: -1); // [sum of E, counted O]
        var bits = -(q * (q + LogGuard).log2()).sum(dim: -1); // [sum of E]
        return bits.mean().MoveToOuterDisposeScope();
    }

    /// <summary>The highest value <see cref="Measure"/> can take, in bits: all counted operations equal.</summary>
    public static double MaximumBits(SearchSpace space, EntropyOperations operations)
    {
        ArgumentNullException.ThrowIfNull(space);
        return Math.Log2(space.Operations.Count(o => operations == EntropyOperations.All || o.Family != OperationFamily.None));
    }

    /// <inheritdoc/>
    public double Coefficient(EpochProgress progress) => _schedule.At(progress);

    /// <inheritdoc/>
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        using var entropy = Measure(alpha, Operations);
        return entropy * Coefficient(progress);
    }
}
