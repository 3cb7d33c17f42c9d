// The latency that a network is expected to have, as ProxylessNAS (Cai, Zhu and Han, ICLR 2019, section 3.3) and FBNet (Wu et al., CVPR
// 2019, section 3.3) take it from a table of measured operations:
//
//   E   = rest + what the operations are expected to take (NetworkExpectation)
//
// A rest below 0 says that measured networks took less than their operations one by one; that mends what is told of a whole network, but
// is no time that one of a few fast operations could have less than, so here it is 0. E is a nanosecond at least, where nothing is drawn
// but none.

using AerNas.Latency;

namespace AerNas.Regularizers;

/// <summary>The latency that the network of a table's skeleton is expected to have.</summary>
internal sealed class LatencyExpectation
{
    private const double Nanosecond = 1e-9;
    private const double MicrosecondsInASecond = 1e6;

    private readonly double _rest;
    private readonly NetworkExpectation _operations;

    /// <summary>Reads the table.</summary>
    /// <param name="table">The latencies of the operations.</param>
    /// <exception cref="InvalidOptionsException">The table does not have some operation.</exception>
    public LatencyExpectation(LatencyTable table) =>
        (_rest, _operations) = (Math.Max(0, table.RestSeconds), new NetworkExpectation(table.Skeleton, table.Seconds));

    /// <summary>The expectation in seconds for a picture, differentiable in the shares: a scalar owned by the caller's scope.</summary>
    /// <param name="shares">p of a cell kind. // [E, O]</param>
    public Tensor Seconds(Func<CellKind, Tensor> shares)
    {
        using var scope = NewDisposeScope();
        return _operations.By(shares).Plus(_rest).AtLeast(Nanosecond).MoveToOuterDisposeScope();
    }

    /// <summary>The natural logarithm of the expectation in microseconds, of what takes e of them at least, so that it is 1 or more: a
    /// scalar owned by the caller's scope.</summary>
    /// <param name="shares">p of a cell kind. // [E, O]</param>
    public Tensor LogMicroseconds(Func<CellKind, Tensor> shares)
    {
        using var scope = NewDisposeScope();
        return Seconds(shares).Times(MicrosecondsInASecond).AtLeast(Math.E).log().MoveToOuterDisposeScope();
    }

    /// <summary>The same of a number of seconds.</summary>
    public static double LogMicroseconds(double seconds) => Math.Log(Math.Max(seconds * MicrosecondsInASecond, Math.E));

    /// <summary>softmax(alpha): the shares where there is no mixture.</summary>
    public static Func<CellKind, Tensor> SharesOf(ArchitectureParameters alpha) =>
        kind => nn.functional.softmax(alpha.KeptLogits(kind), dim: -1); // [E, O]
}
