namespace AerNas.Methods;

/// <summary>NoisyDARTS' own options.</summary>
public sealed record NoisyDartsOptions : MethodOptions
{
    /// <value>The noise on skip connections.</value>
    public SkipNoiseOptions SkipNoise { get; init; } = new();
}
