namespace AerNas.Methods;

/// <summary>SDARTS' own options in the random form.</summary>
public sealed record SdartsRsOptions : MethodOptions
{
    /// <value>How far w learns from the mixture.</value>
    public PerturbationOptions Perturbation { get; init; } = new();
}
