namespace AerNas.Methods;

/// <summary>P-DARTS' own options.</summary>
public sealed record PDartsOptions : MethodOptions
{
    /// <value>The stages, each with a network of its own.</value>
    public IReadOnlyList<StageOptions> Stages { get; init; } =
    [
        new StageOptions { Operations = 8, SkipDropout = 0.1 },
        new StageOptions { AddedLayers = 6, Operations = 5, SkipDropout = 0.4 },
        new StageOptions { AddedLayers = 12, Operations = 3, SkipDropout = 0.7 },
    ];
}
