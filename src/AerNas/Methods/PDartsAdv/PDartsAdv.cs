// P-DARTS with the adversary of SDARTS (Chen, Hsieh: Stabilizing Differentiable Architecture Search via Perturbation-based Regularization,
// ICML 2020, table 1): P-DARTS in all its parts, but w learns at the worst mixture within epsilon (AdversarialPerturbation); operations
// that a stage has dropped stay out of the mixture. The authors published no code of it, and the paper does not say how epsilon goes over
// the stages: that it grows from 0.03 towards 0.3 anew in each, like every other schedule of P-DARTS, is our reading.

namespace AerNas.Methods;

/// <summary>P-DARTS whose weights learn at the worst mixture around.</summary>
public static class PDartsAdv
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = PDarts.Method with
    {
        Name = "p-darts-adv",
        Reference = "Chen, Hsieh: Stabilizing Differentiable Architecture Search via Perturbation-based Regularization "
            + "(ICML 2020), over P-DARTS",
        About = new("P-DARTS, but w learns at the worst mixture around that of alpha, found by gradient ascent",
            StepCost: space => PDarts.Method.About.StepCost(space) * SdartsAdv.Method.About.StepCost(space), MethodEvidence.FormulaTests),
        Relaxations = options =>
            PDarts.Method.Relaxations(options) with { Perturbation = SdartsAdv.Method.Relaxations(options).Perturbation },
        Published = space =>
            PDarts.Method.Published(space) with { Own = new PDartsAdvOptions { Stages = PDartsOptions.For(space).Stages } },
        Shortened = SdartsAdv.Method.Shortened,
    };
}

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
