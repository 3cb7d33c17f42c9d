// The architecture entropy regularizer (Jing, Chen, Xu: Neural Networks 158, 2023, sections 3.3-3.4).
//
//   q   = softmax(alpha[edge])                     over the counted ones of the operations that the edge keeps
//   H   = - sum_o q_o log2(q_o + 1e-9)             bits, per edge
//   AE  = mean of H over all edges of all cell kinds; an edge with one counted operation or none has nothing to decide: H = 0
//   L   = L_val + lambda(t) AE                     architecture loss only
//
// A negative lambda rewards entropy: operations stay equal while their weights are still untrained (against the Matthew effect). A
// positive one punishes it: the mixture hardens before it is discretized (against the discretization discrepancy).
//
// Where paper and code differ: the paper counts every operation; the official code leaves out `none` on the DARTS space (renormalizing
// the rest) and counts it on NAS-Bench-201. Formula 3 of the paper writes the entropy of one edge where formula 4 and the code take the
// mean.

namespace AerNas.Regularizers;

/// <summary>The mean base-2 entropy of the edges' operation distributions, times a scheduled coefficient.</summary>
public sealed class ArchitectureEntropy : IArchitectureRegularizer
{
    private const double LogGuard = 1e-9; // inside the logarithm, as official

    private readonly ISchedule _schedule;

    /// <summary>Makes the regularizer.</summary>
    /// <param name="schedule">lambda(t).</param>
    /// <param name="operations">What is counted; see <see cref="OfficialOperations"/> for the official choice.</param>
    public ArchitectureEntropy(ISchedule schedule, EntropyOperations operations)
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
        return space.EntropyCountsNone ? EntropyOperations.All : EntropyOperations.ExceptNone;
    }

    /// <summary>The mean entropy in bits: a scalar, differentiable in alpha, owned by the caller's scope.</summary>
    public static Tensor Measure(ArchitectureParameters alpha, EntropyOperations operations)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        using var scope = NewDisposeScope();
        var (leftOut, undecided) = Select(alpha.Kept, operations);
        var alphas = alpha.Space.CellKinds.Select(kind => alpha[kind]).ToArray(); // betas are not regularized, as official
        var logits = cat(alphas, dim: 0); // [sum of E, O]
        var counted = logits.FilledWhere(tensor(leftOut).reshape(logits.shape).to(logits.device), double.NegativeInfinity); // [sum of E, O]
        var q = nn.functional.softmax(counted.index_select(0, tensor(undecided, device: logits.device)), dim: -1); // [undecided E, O]
        var bits = -(q * q.Plus(LogGuard).log2()).sum(dim: -1); // [undecided E]
        return bits.sum().Over(logits.shape[0]).MoveToOuterDisposeScope();
    }

    /// <summary>The highest value <see cref="Measure"/> can take, in bits: on every edge all counted operations equal.</summary>
    public static double MaximumBits(KeptOperations kept, EntropyOperations operations)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var (leftOut, _) = Select(kept, operations);
        return leftOut.Chunk(kept.Space.Operations.Length).Average(edge => Math.Log2(Math.Max(1, edge.Count(left => !left))));
    }

    /// <inheritdoc/>
    /// <value>0 in epochs before alpha learns, which have negative numbers.</value>
    public double Coefficient(EpochProgress progress) => progress.Epoch < 0 ? 0 : _schedule.At(progress);

    /// <inheritdoc/>
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        using var entropy = Measure(alpha, Operations);
        return entropy.Times(Coefficient(progress));
    }

    /// <summary>Whether each alpha is left out; and the edges with something to decide.</summary>
    private static (bool[] LeftOut, long[] Undecided) Select(KeptOperations kept, EntropyOperations operations)
    {
        var rows = kept.Space.CellKinds.Length * kept.Space.Edges.Length;
        var (leftOut, undecided, place) = (new bool[rows * kept.Space.Operations.Length], new List<long>(rows), 0);
        foreach (var kind in kept.Space.CellKinds)
        {
            foreach (var edge in kept.Space.Edges)
            {
                var row = kept.Row(kind, edge);
                var left = operations switch
                {
                    EntropyOperations.ExceptNone => kept.Space.Operations.IndexOf(CandidateOperation.None),
                    EntropyOperations.ExceptFirst => row.IndexOf(true),
                    _ => -1,
                };
                if (row.Count(true) - (left >= 0 && row[left] ? 1 : 0) > 1) undecided.Add(place / row.Length);
                for (var column = 0; column < row.Length; column++) leftOut[place++] = !row[column] || column == left;
            }
        }

        return (leftOut, [.. undecided]);
    }
}
