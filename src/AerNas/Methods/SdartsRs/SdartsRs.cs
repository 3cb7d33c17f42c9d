// SDARTS-RS (Chen, Hsieh: Stabilizing Differentiable Architecture Search via Perturbation-based Regularization, ICML 2020), random
// smoothing.
//
//   mixture          alpha: softmax, as DARTS; w: softmax(alpha) + U(-epsilon, epsilon), clamped to [0, 1], each row divided by its sum
//   epsilon          0.03 + 0.27 e / E                  along a straight line over the epochs
//   architecture     gradient of L_val at the current weights, Adam; w is learned so that alpha finds itself on flat ground
//   weights          gradient of L_train at the perturbed mixture, momentum SGD under a cosine
//   genotype         as DARTS
//
// Published values: xiangning-chen/SmoothDARTS sota/cnn/train_search.py, and nasbench201/train_search.py, which keeps the settings of the
// DARTS space over 100 epochs. The cells of its NAS-Bench-201 network keep running statistics, as those of the DARTS space do, so that the
// attack and the validation see them; and its clip counts the gradient in the perturbed mixture, which is a parameter there.

using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Networks;

namespace AerNas.Methods;

/// <summary>DARTS whose weights learn around the mixture.</summary>
public static class SdartsRs
{
    private const int EpochsOnNasBench201 = 100;

    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "sdarts-rs",
        Reference = "Chen, Hsieh: Stabilizing Differentiable Architecture Search via Perturbation-based Regularization (ICML 2020), random",
        About = new("w learns at a random mixture around that of alpha",
            StepCost: _ => 1, MethodEvidence.GoldenCases),
        Relaxations = options => new SearchRelaxations(new SoftmaxRelaxation())
        {
            Perturbation = new RandomPerturbation(options.Part<PerturbationOptions>().Radius),
        },
        Published = Published,
    };

    private static SearchOptions Published(SearchSpace space)
    {
        var darts = DartsV1.Method.Published(SearchSpace.Darts);
        var onNasBench201 = space.Protocol == PublishedProtocol.NasBench201;
        var epochs = onNasBench201 ? EpochsOnNasBench201 : darts.Search.Epochs;
        return darts with
        {
            Search = darts.Search with { Epochs = epochs, Select = ArchitectureSelection.LastEpoch },
            Data = darts.Data with { AlphaSampling = AlphaSampling.FreshBatches },
            Supernet = DartsV1.Method.Published(space).Supernet with
            {
                Statistics = onNasBench201 ? CellStatistics.Running : CellStatistics.OfTheSpace,
            },
            Bilevel = darts.Bilevel with { ClipCounts = onNasBench201 ? ClipScope.WeightsAndMixture : ClipScope.Weights },
            Weights = darts.Weights with { CosineStep = CosineStep.BeforeEpoch },
            Own = new SdartsRsOptions(),
        };
    }
}

/// <summary>SDARTS' own options in the random form.</summary>
public sealed record SdartsRsOptions : MethodOptions
{
    /// <value>How far w learns from the mixture.</value>
    public PerturbationOptions Perturbation { get; init; } = new();
}
