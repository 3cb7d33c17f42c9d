// DAAS, also DA2S (Tian, Liu, Xie, Jiao, Ye: Discretization-Aware Architecture Search, Pattern Recognition 2021).
//
//   mixture          softmax of the stretched alphas, times the normalized weight of the edge (StretchedSoftmax)
//   architecture     gradient of L_val + entropies of alpha and beta, in nats and summed (EntropySums), at the current weights; Adam.
//                    beta learns from the start, alpha from epoch 8 of 50
//   coefficients     epoch e = 1 .. E, alpha from epoch f: 0.1 s1 s2 of alpha's, 0.4 s1 of beta's, with s1 = (e - 1) / (E - 1) and
//                    s2 = ln(e - f + 1) / ln(E - f), 0 before f; that is log base 42 of e - 7 over 50 epochs
//   weights          gradient of L_train; the official one has the entropies too, whose gradient in w is zero
//   genotype         the two edges of largest beta a node, each with its best operation (StrongestBetasRule); NAS-Bench-201: as DARTS
//
// On NAS-Bench-201 edges have no weights; alpha learns from epoch f = 15 of 50, counted from 0, and its coefficient is (e - f - 1) / 98,
// not below 0. (The loss has an f of 8 by itself, which the script never uses.) The regularizer is the project's, on the alphas as they
// are; it begins with alpha.
//
// Published values: sunsmarterjie/DAAS cnn/train_search.py and nas_bench201/train_search.py. The cells of its DARTS space read the betas of
// the other kind; daas.entropySums.cellsRead=ownKind has the paper's. Its NAS-Bench-201 script is a single-level search, the preset
// single-level: w and alpha learn on the same batches of 256 of all images, w at 0.05, alpha by momentum SGD at 3e-3 in every fifth step.
// By itself the same loss goes over DARTS-V1's two levels there.

using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Discretization;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>DARTS led to a discrete architecture while it searches.</summary>
public static class Daas
{
    private const double OfEdges = 4; // what beta's entropies count against alpha's

    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "daas",
        Reference = "Tian, Liu, Xie, Jiao, Ye: Discretization-Aware Architecture Search (Pattern Recognition 2021)",
        About = new("the summed entropies of operations and of edges, which have weights of their own, drive the mixture to a discrete one",
            StepCost: _ => 1, MethodEvidence.GoldenCases),
        WeighsEdges = space => !space.KeepsEveryEdge,
        Relaxations = options => new SearchRelaxations(new StretchedSoftmax(options.Part<EntropySumsOptions>().CellsRead)),
        Terms = (options, _) => [Entropies(options)],
        Discretization = (space, _) => space.KeepsEveryEdge ? OfficialRule.Of(space) : new StrongestBetasRule(),
        Published = space => !space.KeepsEveryEdge
            ? OnDarts()
            : Of(space, 0.5) with { Alpha = OnNasBench201 },
        Presets =
        [
            new("single-level", "the script's own: all images for both levels, alpha by momentum SGD in every fifth step",
                space => space.Protocol == PublishedProtocol.NasBench201, SingleLevelOn),
        ],
    };

    private static AlphaOptions OnNasBench201 => new() { InitialScale = 1e-4, WarmUp = 0.3 };

    private static SearchOptions SingleLevelOn(SearchSpace space)
    {
        var options = SingleLevel.Over(Of(space, 0.5));
        return options with
        {
            Search = options.Search with { BatchSize = 256 },
            Weights = DartsV1.Method.Published(SearchSpace.Darts).Weights with { LearningRate = 0.05 },
            Bilevel = options.Bilevel with { ClipCounts = ClipScope.Weights },
            Alpha = OnNasBench201 with { Optimizer = AlphaOptimizer.Momentum, LearningRate = 3e-3, Every = 5 },
        };
    }

    private static SearchOptions OnDarts()
    {
        var darts = Of(SearchSpace.Darts, 0.1);
        return darts with
        {
            Data = darts.Data with { AlphaSampling = AlphaSampling.FreshBatches },
            Alpha = new AlphaOptions { InitialScale = 1e-4, EdgesAddUpTo = 2, WarmUp = 0.14, EdgeWarmUp = 0 },
        };
    }

    private static SearchOptions Of(SearchSpace space, double weight)
    {
        var darts = DartsV1.Method.Published(space);
        var search = darts.Search with { Select = ArchitectureSelection.LastEpoch };
        return darts with { Search = search, Own = new DaasOptions { EntropySums = new() { Weight = weight } } };
    }

    /// <summary>Its term with the coefficients of the space.</summary>
    internal static EntropySums Entropies(SearchOptions options) => !options.Space.KeepsEveryEdge
        ? new EntropySums(now => OfAlpha(now, options), now => OfEdges * Ramp(now.Epoch, options))
        : new EntropySums(now => Ramp(now.Epoch - 1 - options.Alpha.FirstEpoch(options.Search.Epochs), options), _ => 0);

    /// <summary>weight s1 s2.</summary>
    private static double OfAlpha(EpochProgress now, SearchOptions options) =>
        now.Epoch < 0 ? 0 : Ramp(now.Epoch, options) * Math.Log(now.Epoch + 1) / Math.Log(Math.Max(2, now.Epochs - 1));

    /// <summary>weight (e - 1) / (E - 1), not below 0, of an epoch that is counted from alpha's first.</summary>
    private static double Ramp(int epoch, SearchOptions options)
    {
        var epochs = options.Search.Epochs;
        return options.Part<EntropySumsOptions>().Weight * Math.Max(0, epoch + options.Alpha.FirstEpoch(epochs)) / Math.Max(1, epochs - 1);
    }
}

/// <summary>DAAS' own options.</summary>
public sealed record DaasOptions : MethodOptions
{
    /// <value>The entropies of operations and edges.</value>
    public EntropySumsOptions EntropySums { get; init; } = new();
}
