// Less latency, asked for by a term of the architecture loss:
//
//   L   = weight * log(E / target), not below 0; or weight * log(E in ms) where there is no target
//
// E is the expectation by softmax(alpha), or by what the step drew.

using AerNas.Latency;

namespace AerNas.Regularizers;

/// <summary>The logarithm of the latency that the network of the table's skeleton is expected to have.</summary>
/// <param name="weight">What the logarithm counts; at least 0.</param>
/// <param name="table">The latencies of the operations.</param>
/// <param name="target">What is aimed at, in seconds; null: as little as may be.</param>
internal sealed class ExpectedLatency(double weight, LatencyTable table, double? target) : IArchitectureTerm
{
    private readonly LatencyExpectation _expectation = new(table);

    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress) => Of(LatencyExpectation.SharesOf(alpha));

    public Tensor Penalty(ArchitectureParameters alpha, Mixture mixture, EpochProgress progress) => Of(kind => mixture[kind]);

    private Tensor Of(Func<CellKind, Tensor> shares)
    {
        const double OneMillisecond = 1e-3;
        using var scope = NewDisposeScope();
        var logarithm = _expectation.Seconds(shares).Times(1 / (target ?? OneMillisecond)).log();
        return (target is null ? logarithm : logarithm.AtLeast(0)).Times(weight).MoveToOuterDisposeScope();
    }
}
