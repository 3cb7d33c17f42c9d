// FairDARTS (Chu, Zhou, Zhang, Li: Fair DARTS: Eliminating Unfair Advantages in Differentiable Architecture Search, ECCV 2020).
//
//   mixture          sigmoid(alpha) of each operation by itself; alpha starts at 0; none is no candidate
//   architecture     gradient of L_val + L01 at the current weights, Adam; L01 = -10 mean (sigmoid(alpha) - 1/2)^2 (ZeroOneLoss)
//   weights          gradient of L_train, momentum SGD under a cosine; the official L_train has L01 too, whose gradient in w is zero
//   genotype         of the two best edges of a node those whose best sigmoid(alpha) reaches 0.85 (ThresholdRule); with
//                    fairdarts.threshold.among=OperationsOfEdge, the official variant threshold_edge, of every edge the two best that do
//
// The regularizer is the project's architecture entropy, that of softmax(alpha), though the mixture is no softmax: operations that are
// strong together still leave an edge undecided, since it can keep one only. It leaves none out on both spaces.
//
// Published values: xiaomi-automl/FairDARTS fairdarts/train_search.py. It searches no NAS-Bench-201: there the same alpha and loss run over
// DARTS-V1's settings, and an edge whose best operation is below the threshold carries none.

using AerNas.Data.Batches;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>DARTS with operations that do not compete.</summary>
public static class FairDarts
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "fairdarts",
        Reference = "Chu, Zhou, Zhang, Li: Fair DARTS: Eliminating Unfair Advantages in Differentiable Architecture Search (ECCV 2020)",
        About = new("operations do not compete: sigmoid(alpha), a loss that drives it to 0 or 1, and a threshold",
            StepCost: _ => 1, MethodEvidence.GoldenCases),
        Relaxations = _ => new SearchRelaxations(new SigmoidRelaxation()),
        Terms = (options, _) => [options.Part<ZeroOneOptions>().Create()],
        Discretization = (_, options) => options.Part<ThresholdOptions>().Create(),
        Published = space => Gated(space.Protocol == PublishedProtocol.Darts ? OnDarts() : DartsV1.Method.Published(space)),
    };

    private static SearchOptions OnDarts()
    {
        var darts = DartsV1.Method.Published(SearchSpace.Darts);
        return darts with
        {
            Search = darts.Search with { BatchSize = 128, Select = ArchitectureSelection.LastEpoch },
            Data = darts.Data with { AlphaSampling = AlphaSampling.FreshBatches },
            Weights = darts.Weights with { LearningRate = 0.005, CosineStep = CosineStep.BeforeEpoch },
        };
    }

    private static SearchOptions Gated(SearchOptions options) => options with
    {
        Alpha = options.Alpha with { LearningRate = 3e-3, Beta1 = 0.9, InitialScale = 0 },
        Entropy = options.Entropy with { Operations = EntropyOperations.ExceptNone },
        Own = new FairDartsOptions(),
    };
}

/// <summary>FairDARTS' own options.</summary>
public sealed record FairDartsOptions : MethodOptions
{
    /// <value>What an operation must reach to be part of the architecture.</value>
    public ThresholdOptions Threshold { get; init; } = new();

    /// <value>The zero-one loss.</value>
    public ZeroOneOptions ZeroOne { get; init; } = new();
}
