namespace AerNas.Methods;

/// <summary>MTL-NAS' own options.</summary>
public sealed record MtlNasOptions : MethodOptions
{
    /// <value>What an operation must reach to be part of the architecture.</value>
    public ThresholdOptions Threshold { get; init; } = new() { Value = 0.5 };

    /// <value>The gates and their entropy.</value>
    public MinimumEntropyOptions MinimumEntropy { get; init; } = new();
}
