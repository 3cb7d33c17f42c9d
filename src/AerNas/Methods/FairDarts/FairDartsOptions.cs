namespace AerNas.Methods;

/// <summary>FairDARTS' own options.</summary>
public sealed record FairDartsOptions : MethodOptions
{
    /// <value>What an operation must reach to be part of the architecture.</value>
    public ThresholdOptions Threshold { get; init; } = new();

    /// <value>The zero-one loss.</value>
    public ZeroOneOptions ZeroOne { get; init; } = new();
}
