// The latency losses of ProxylessNAS (Cai, Zhu, Han: ProxylessNAS, ICLR 2019, section 3.3; mit-han-lab/proxylessnas search/nas_manager.py,
// add_regularization_loss), with E the latency that the network is expected to have by softmax(alpha), whatever gates are open:
//
//   factor   L = scale * CE * (log E / log reference)^exponent     the code's: 0.2 and 0.3
//   sum      L = CE + weight * (E - reference) / reference         the paper's, and the code's by another option: 0.1
//
// Both logarithms are those of microseconds here, and of what takes e of them at least; the code has milliseconds, of which small networks
// take less than one. Its reference is 80 ms, on a phone.

using AerNas.Latency;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>Holds the expected latency against a reference.</summary>
internal sealed class LatencyReference : IArchitectureTerm
{
    private readonly LatencyReferenceOptions _options;
    private readonly LatencyExpectation _expectation;
    private readonly double _reference;

    /// <summary>Reads the table.</summary>
    /// <param name="options">What of the latency counts.</param>
    /// <param name="latency">Has a table.</param>
    public LatencyReference(LatencyReferenceOptions options, LatencyOptions latency)
    {
        var table = latency.Table ?? throw new ArgumentException("There is no table of latencies.", nameof(latency));
        _options = options;
        _expectation = new LatencyExpectation(table);
        _reference = options.Seconds ?? latency.Target ?? OfEqualAlphas(table.Skeleton.Form.Space);
    }

    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        if (_options.Form != LatencyForm.Sum) return NoRegularizer.Nothing(alpha);
        using var scope = NewDisposeScope();
        return Expected(alpha).Times(1 / _reference).Minus(1.0).Times(_options.Weight).MoveToOuterDisposeScope();
    }

    public Tensor Weighed(Tensor loss, ArchitectureParameters alpha, Mixture mixture)
    {
        if (_options.Form != LatencyForm.Factor) return loss;
        using var scope = NewDisposeScope();
        var ratio = _expectation.LogMicroseconds(LatencyExpectation.SharesOf(alpha))
            .Over(LatencyExpectation.LogMicroseconds(_reference));
        return (loss * ratio.Power(_options.Exponent).Times(_options.Scale)).MoveToOuterDisposeScope();
    }

    private Tensor Expected(ArchitectureParameters alpha) => _expectation.Seconds(LatencyExpectation.SharesOf(alpha));

    private double OfEqualAlphas(SearchSpace space)
    {
        using var scope = NewDisposeScope();
        using var equal = ArchitectureParameters.FromValues(
            space, _ => zeros([space.Edges.Length, space.Operations.Length], ScalarType.Float64));
        equal.Keep(KeptOperations.All(space));
        return Expected(equal).ToNumber();
    }
}
