namespace AerNas.Methods;

/// <summary>P-DARTS' own options, and those of its adversary.</summary>
public sealed record PDartsAdvOptions : MethodOptions
{
    /// <value>The stages, each with a network of its own.</value>
    public IReadOnlyList<StageOptions> Stages { get; init; } = new PDartsOptions().Stages;

    /// <value>How far w learns from the mixture.</value>
    public PerturbationOptions Perturbation { get; init; } = new();

    /// <value>How the worst mixture is found.</value>
    public AttackOptions Attack { get; init; } = new();
}
