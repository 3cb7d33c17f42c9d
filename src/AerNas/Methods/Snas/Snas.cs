// SNAS (Xie, Zheng, Liu, Lin: SNAS: Stochastic Neural Architecture Search, ICLR 2019).
//
//   mixture          a draw from the concrete distribution of each edge; tau falls along a straight line from 1 to 0.03, the first
//                    step of it before the first epoch: (1 - (e + 1) / E) 0.97 + 0.03 (ConcreteRelaxation)
//   supernet         what an edge adds to its node is dropped for an image with probability 0.3, else divided by 0.7 (DroppedPaths)
//   both levels      one gradient of L_train on all training images plus eta times the logarithm of the expected cost (ExpectedCost); SGD
//                    for w, Adam for alpha, whose gradient is clipped at 10
//   genotype         argmax per edge, none included; all edges stay
//
// The official script has two branches: with --distributed alpha moves by Adam, as in the paper, else by gradient descent without momentum
// or decay (alpha.optimizer=Descent). Its cost is that of the README's run: of the draw (reparametrization) with eta 1.5e-3; by the
// script's own defaults it is snas.cost.weight=0.01. It drops paths of w by a like option of that run; the options snas.dropPath at 0 turn
// it off.
//
// The regularizer is a term of the one loss, and w has no gradient of it. The official code validates on test images; here the supernet is
// validated on what it learned from.
//
// Published values: SNAS-Series SNAS/train_search.py and its README (150 epochs). It searches no NAS-Bench-201: there the same parts run
// over DARTS-V1's settings for as many epochs.

using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>Search by differentiable draws of architectures, single-level.</summary>
public static class Snas
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "snas",
        Reference = "Xie, Zheng, Liu, Lin: SNAS: Stochastic Neural Architecture Search (ICLR 2019)",
        About = new("draws of a concrete distribution; w and alpha learn together on all training images, which pay for weights, "
            + "multiply-adds and memory access",
            StepCost: _ => 0.5, MethodEvidence.GoldenCases),
        Relaxations = options =>
            new SearchRelaxations(new ConcreteRelaxation(options.Part<TemperatureOptions>().Schedule(LineEnd.StepAhead)))
            {
                PathDrops = options.Part<DropPathOptions>().Schedule,
            },
        Terms = (options, cells) => [options.Part<CostOptions>().Over(cells)],
        Discretization = (_, _) => new AllEdgesRule(),
        Published = space => Stochastic(SingleLevel.Over(DartsV1.Method.Published(space))),
    };

    private static SearchOptions Stochastic(SearchOptions options) => options with
    {
        Search = options.Search with { Epochs = 150 },
        Alpha = options.Alpha with { InitialMean = 1, InitialScale = 0.01, GradientClip = 10 },
        Own = new SnasOptions(),
    };
}

/// <summary>SNAS' own options.</summary>
public sealed record SnasOptions : MethodOptions
{
    /// <value>tau.</value>
    public TemperatureOptions Temperature { get; init; } = new() { First = 1, Last = 0.03 };

    /// <value>Drop path while the supernet trains.</value>
    public DropPathOptions DropPath { get; init; } = new() { First = 0.3, Last = 0.3 };

    /// <value>What the architecture loss adds for what edges are expected to cost.</value>
    public CostOptions Cost { get; init; } = new();
}
