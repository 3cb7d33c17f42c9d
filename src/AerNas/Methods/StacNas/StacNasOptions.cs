namespace AerNas.Methods;

/// <summary>StacNAS' own options.</summary>
public sealed record StacNasOptions : MethodOptions
{
    /// <value>The stages, each with a network of its own.</value>
    public IReadOnlyList<StageOptions> Stages { get; init; } = [new StageOptions(), new StageOptions { AddedLayers = 6 }];
}
