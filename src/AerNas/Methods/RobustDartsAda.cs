// DARTS-ADA (Zela et al.: Understanding and Robustifying Differentiable Architecture Search, ICLR 2020, algorithm 1): as RobustDARTS, but
// it begins with the decay of DARTS. Where the eigenvalue jumps, the search goes back to before it, with the w and alpha it had then, and on
// from there with three times the decay; the eigenvalues of before are forgotten. The decay may not exceed 0.0243: once it would, the
// search goes to its last epoch.

using AerNas.Stopping;

namespace AerNas.Methods;

/// <summary>DARTS that regularizes w the more, the sharper alpha's minimum becomes.</summary>
public static class RobustDartsAda
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = RobustDarts.Method with
    {
        Name = "robustdarts-ada",
        Reference = "Zela et al.: Understanding and Robustifying Differentiable Architecture Search (ICLR 2020), adaptive regularization",
        About = new MethodDescription
        {
            Difference = "second order; where the Hessian's eigenvalue in alpha jumps, the search goes back and on with a stronger decay of w",
            StepCost = DartsV2.Method.About.StepCost,
            JudgedBy = MethodEvidence.FormulaTests,
        },
        Published = space => RobustDarts.Method.Published(space) with
        {
            Weights = DartsV2.Method.Published(space).Weights,
            Stop = RobustDarts.Method.Published(space).Stop! with { Adaptation = new AdaptationOptions() },
        },
    };
}
