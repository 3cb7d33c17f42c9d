// SDARTS-ADV (Chen, Hsieh: ICML 2020), adversarial: as SDARTS-RS, but w learns at the worst mixture within epsilon that seven steps of
// gradient ascent on L_train find (AdversarialPerturbation). A step so costs nine passes more than one of DARTS, seven of them backwards
// too.

namespace AerNas.Methods;

/// <summary>DARTS whose weights learn at the worst mixture around.</summary>
public static class SdartsAdv
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = SdartsRs.Method with
    {
        Name = "sdarts-adv",
        Reference = "Chen, Hsieh: Stabilizing Differentiable Architecture Search via Perturbation-based Regularization "
            + "(ICML 2020), adversarial",
        About = new("w learns at the worst mixture around that of alpha, found by gradient ascent",
            StepCost: _ => 4.8, MethodEvidence.GoldenCases),
        Relaxations = options => new SearchRelaxations(new SoftmaxRelaxation())
        {
            Perturbation = new AdversarialPerturbation(options.Part<PerturbationOptions>().Radius, options.Part<AttackOptions>().Steps),
        },
        Published = space => SdartsRs.Method.Published(space) with { Own = new SdartsAdvOptions() },
        Shortened = small => small.With<AttackOptions>(attack => attack with { Steps = 2 }),
    };
}

/// <summary>SDARTS' own options in the adversarial form.</summary>
public sealed record SdartsAdvOptions : MethodOptions
{
    /// <value>How far w learns from the mixture.</value>
    public PerturbationOptions Perturbation { get; init; } = new();

    /// <value>How the worst mixture is found.</value>
    public AttackOptions Attack { get; init; } = new();
}
