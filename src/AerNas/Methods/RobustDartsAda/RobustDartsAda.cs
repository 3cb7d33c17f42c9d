// DARTS-ADA (Zela et al.: Understanding and Robustifying Differentiable Architecture Search, ICLR 2020, algorithm 1): as RobustDARTS, but
// it begins with the decay of DARTS. Where the eigenvalue jumps, the search goes back to before it, with the w and alpha it had then, and
// on from there with ten times the decay, until it comes near 0.03; then the search goes to its last epoch. The eigenvalues of the way that
// was given up stay in the rule's windows, and the unrolled step has the decay of before the last return, since its object is made before
// the decay is raised. So the published script; its parser's defaults are three times, up to 0.0243 (stop.adaptation.factor and .most).

namespace AerNas.Methods;

/// <summary>DARTS that regularizes w the more, the sharper alpha's minimum becomes.</summary>
public static class RobustDartsAda
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = RobustDarts.Method with
    {
        Name = "robustdarts-ada",
        Reference = "Zela et al.: Understanding and Robustifying Differentiable Architecture Search (ICLR 2020), adaptive regularization",
        About = new("second order; where the Hessian's eigenvalue in alpha jumps, the search goes back and on with a stronger decay of w",
            StepCost: DartsV2.Method.About.StepCost, MethodEvidence.GoldenCases),
        Presets = [],
        Published = space => RobustDarts.Method.Published(space) with
        {
            Stop = RobustDarts.Method.Published(space).Stop! with { Adaptation = new AdaptationOptions() },
        },
    };
}
