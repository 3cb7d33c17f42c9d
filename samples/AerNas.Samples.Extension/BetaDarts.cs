// beta-DARTS (Ye, Li, Li, Chen, Ouyang: beta-DARTS: Beta-Decay Regularization for Differentiable Architecture Search, CVPR 2022).
//
//   architecture     gradient of L_val + R at the current weights, Adam; R is BetaDecay, whose weight has grown to 50 after 100 epochs
//   all else         DARTS, first order
//
// Published values: NAS-Bench-201 from the official optimizers/darts (100 epochs; alpha moves first, on a fresh batch a step; the clip
// norm counts alpha's gradient). Its norms keep running statistics in the search, where those of the space here do not. The official
// script of the DARTS space does not run as published; here its settings are those of DARTS, with a term for each kind of cell.

using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Spaces;

namespace AerNas.Samples;

/// <summary>DARTS whose alphas are pushed down, ever more.</summary>
public static class BetaDarts
{
    /// <summary>The method: DARTS, and what differs from it.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "beta-darts",
        Reference = "Ye, Li, Li, Chen, Ouyang: beta-DARTS: Beta-Decay Regularization for Differentiable Architecture Search (CVPR 2022)",
        About = new("a loss that pushes all alphas down, the largest most, and grows by epochs",
            StepCost: _ => 1, MethodEvidence.FormulaTests),
        Terms = (options, _) => [options.Part<BetaDartsOptions>().Create()],
        Published = space => (space.Protocol == PublishedProtocol.NasBench201 ? OnNasBench201(space) : DartsV1.Method.Published(space)) with
        {
            Own = new BetaDartsOptions(),
        },
    };

    private static SearchOptions OnNasBench201(SearchSpace space)
    {
        var darts = DartsV1.Method.Published(space);
        return darts with
        {
            Search = darts.Search with { Epochs = 100 },
            Data = darts.Data with { AlphaSampling = AlphaSampling.FreshBatches },
            Weights = new WeightOptions(), // momentum without Nesterov, decay 3e-4
            Bilevel = new BilevelOptions { Order = UpdateOrder.AlphaFirst, ClipCounts = ClipScope.WeightsAndAlphas },
        };
    }
}

/// <summary>The options of its own: <c>--set beta-darts.weight=20</c>.</summary>
public sealed record BetaDartsOptions : MethodOptions
{
    /// <value>The weight of the decay once it has grown.</value>
    public double Weight { get; init; } = 50;

    /// <value>After how many epochs it has.</value>
    public int Epochs { get; init; } = BetaDecay.OfficialEpochs;

    /// <summary>The decay.</summary>
    public BetaDecay Create() => new(Weight, Epochs);

    /// <inheritdoc/>
    public override void Check(OptionRules rules, SearchOptions search) => rules.NotNegative(Weight, "weight").AtLeast(1, Epochs, "epochs");
}
