// DARTS, second order (Liu, Simonyan, Yang, ICLR 2019): as the first order, but the architecture gradient goes through one unrolled weight
// step, with xi the current learning rate of w. On NAS-Bench-201 the official script moves alpha first.

using AerNas.Bilevel;

namespace AerNas.Methods;

/// <summary>DARTS with the second-order architecture gradient.</summary>
public static class DartsV2
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "darts-v2",
        Reference = "Liu, Simonyan, Yang: DARTS: Differentiable Architecture Search (ICLR 2019), second order",
        About = new("alpha's gradient goes through one unrolled step of w",
            StepCost: _ => 2.5, MethodEvidence.GoldenCases),
        ArchitectureStep = options => new SecondOrderStep(options.Bilevel.UnrollStep),
        Published = space => AlphaFirst(DartsV1.Method.Published(space)),
    };

    private static SearchOptions AlphaFirst(SearchOptions options) =>
        options with { Bilevel = options.Bilevel with { Order = UpdateOrder.AlphaFirst } };
}
