// The latency loss of FBNet (Wu et al.: FBNet, CVPR 2019, eq. 2 and 7), a factor of the loss of the images:
//
//   L(a) = CE(a) * scale * log(LAT(a))^exponent,   LAT(a) = sum over layers and operations of m * latency, in microseconds
//
// m are the weights that the step drew, so that alpha's gradient goes through both factors. The paper does not name the unit of LAT.
// Microseconds keep the logarithm of every network that takes more than e of them above 1; faster ones count as e.

using AerNas.Latency;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>Multiplies the loss by a power of the logarithm of the expected latency.</summary>
/// <param name="options">Scale and exponent.</param>
/// <param name="table">The latencies of the operations.</param>
internal sealed class LatencyFactor(LatencyFactorOptions options, LatencyTable table) : IArchitectureTerm
{
    private readonly LatencyExpectation _expectation = new(table);

    /// <summary>Nothing: it multiplies.</summary>
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return NoRegularizer.Nothing(alpha);
    }

    public Tensor Weighed(Tensor loss, ArchitectureParameters alpha, Mixture mixture)
    {
        using var scope = NewDisposeScope();
        var logarithm = _expectation.LogMicroseconds(kind => mixture[kind]);
        return (loss * logarithm.log().Times(options.Exponent).exp().Times(options.Scale)).MoveToOuterDisposeScope();
    }
}

/// <summary>How much FBNet's loss counts latency; it takes part where the search has a table of latencies.</summary>
public sealed record LatencyFactorOptions : IMethodPart
{
    /// <value>What the power of the logarithm is multiplied by; above 0.</value>
    public double Scale { get; init; } = 0.2;

    /// <value>The power of the logarithm; 0 takes latency out.</value>
    public double Exponent { get; init; } = 0.6;

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .Require(Scale > 0, "scale", $"must be a number above 0, is {Scale}: the loss is multiplied by it.").Finite(Scale, "scale")
        .NotNegative(Exponent, "exponent");
}
