namespace AerNas.Methods;

/// <summary>SDARTS' own options in the adversarial form.</summary>
public sealed record SdartsAdvOptions : MethodOptions
{
    /// <value>How far w learns from the mixture.</value>
    public PerturbationOptions Perturbation { get; init; } = new();

    /// <value>How the worst mixture is found.</value>
    public AttackOptions Attack { get; init; } = new();
}
