namespace AerNas.Methods;

/// <summary>How latency counts; it does where the search has a table of latencies.</summary>
public sealed record LatencyReferenceOptions : IMethodPart
{
    /// <value>How the loss looks at it.</value>
    public LatencyForm Form { get; init; }

    /// <value>The reference in seconds for a picture; null: the target of the table, or without one the latency that is expected where all
    /// operations are equally likely.</value>
    public double? Seconds { get; init; }

    /// <value>Of <see cref="LatencyForm.Factor"/>: what the loss is multiplied by beside; above 0.</value>
    public double Scale { get; init; } = 0.2;

    /// <value>Of <see cref="LatencyForm.Factor"/>: the power of the quotient of logarithms.</value>
    public double Exponent { get; init; } = 0.3;

    /// <value>Of <see cref="LatencyForm.Sum"/>: the weight.</value>
    public double Weight { get; init; } = 0.1;

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .Require(Seconds is null or > 0, "seconds", $"must be above 0, is {Seconds}.").Finite(Seconds ?? 0, "seconds")
        .Require(Scale > 0, "scale", $"must be a number above 0, is {Scale}: the loss is multiplied by it.").Finite(Scale, "scale")
        .NotNegative(Exponent, "exponent")
        .NotNegative(Weight, "weight");
}

/// <summary>How ProxylessNAS' loss looks at latency.</summary>
public enum LatencyForm
{
    /// <summary>A factor of the loss: the code's default.</summary>
    Factor,

    /// <summary>Added to the loss: the paper.</summary>
    Sum,
}
