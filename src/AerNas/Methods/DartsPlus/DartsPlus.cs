// DARTS+ (Liang, Zhang, Sun, He, Huang, Zhuang, Li: DARTS+: Improved Differentiable Architecture Search with Early Stopping, 2019).
//
//   all of it        as DARTS, first order
//   end              the first epoch after which the normal cell holds two skip connections or more (SkipLimitReached); or, where
//                    stop.criterion=ranking, the ranking of the operations with parameters has lasted ten epochs (StableRanking)
//   genotype         as DARTS, of that epoch
//
// There is no official code. What is open is decided so: the search ends with the cell that meets the criterion, not with the one before;
// no epoch before the eleventh ends it, since alphas that have hardly moved hold two skip connections by chance; and on the DARTS space
// that epoch's architecture is taken, whatever the supernet's accuracy.

namespace AerNas.Methods;

/// <summary>DARTS that stops before skip connections take over.</summary>
public static class DartsPlus
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "darts-plus",
        Reference = "Liang et al.: DARTS+: Improved Differentiable Architecture Search with Early Stopping (2019)",
        About = new("the search stops where two skip connections stand in the normal cell, or where the ranking of operations is stable",
            StepCost: _ => 1, MethodEvidence.FormulaTests),
        Published = space => Stopping(DartsV1.Method.Published(space)),
    };

    private static SearchOptions Stopping(SearchOptions options) => options with
    {
        Search = options.Search with { Select = ArchitectureSelection.LastEpoch },
        Stop = new StopOptions { Criterion = StopCriterion.Skips },
    };
}
