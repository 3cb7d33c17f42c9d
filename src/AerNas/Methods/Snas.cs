// SNAS (Xie, Zheng, Liu, Lin: SNAS: Stochastic Neural Architecture Search, ICLR 2019).
//
//   mixture          a draw from the concrete distribution of each edge; tau falls from 1 to 0.03 along a straight line (ConcreteRelaxation)
//   both levels      one gradient of L_train on all training images plus eta times the logarithm of the expected cost (ExpectedCost); SGD
//                    for w, Adam for alpha, whose gradient is clipped at 10
//   genotype         argmax per edge, none included; all edges stay
//
// The regularizer is a term of the one loss, and w has no gradient of it. The official code also drops paths of w with probability 0.3, and
// validates on test images; here there is no path dropout, and the supernet is validated on what it learned from.
//
// Published values: SNAS-Series SNAS/train_search.py and its README (150 epochs, eta 1e-2). It searches no NAS-Bench-201: there the same
// parts run over DARTS-V1's settings for as many epochs.

using AerNas.Discretization;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Searching;

namespace AerNas.Methods;

/// <summary>Search by differentiable draws of architectures, single-level.</summary>
public static class Snas
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "snas",
        Reference = "Xie, Zheng, Liu, Lin: SNAS: Stochastic Neural Architecture Search (ICLR 2019)",
        About = new MethodDescription
        {
            Difference = "draws of a concrete distribution; w and alpha learn together on all training images, which pay for parameters",
            StepCost = _ => 0.5,
            JudgedBy = MethodEvidence.FormulaTests,
        },
        Relaxations = options => new SearchRelaxations(new ConcreteRelaxation(options.Temperature!.Schedule)),
        OwnTerm = options => new ExpectedCost(options.Resource!.Weight, options.Supernet.Channels),
        Discretization = (_, _) => new AllEdgesRule(),
        Published = space => Stochastic(SingleLevel.Over(DartsV1.Method.Published(space))),
    };

    private static SearchOptions Stochastic(SearchOptions options) => options with
    {
        Search = options.Search with { Epochs = 150 },
        Alpha = options.Alpha with { InitialMean = 1, InitialScale = 0.01, GradientClip = 10 },
        Temperature = new TemperatureOptions { First = 1, Last = 0.03 },
        Resource = new ResourceOptions(),
    };
}
