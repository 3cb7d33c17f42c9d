// DropNAS (Hong, Li, Zhang, Tang, Wang, Li, Yu: DropNAS: Grouped Operation Dropout for Differentiable Architecture Search, IJCAI 2020).
//
//   mixture          softmax over the operations that are not dropped in the update: with and without parameters are two groups, of which
//                    each member is dropped with probability r^(1/|G|) (OperationDrops)
//   both levels      one gradient of L_train on all training images; SGD for w, Adam for alpha. Then a step of decay, of what had a
//                    gradient alone (JointStep); then the kept alphas are shifted so that the dropped keep their probability (KeptMass)
//   genotype         DARTS space: edges by their largest alpha (LargestAlphaRule); NAS-Bench-201: argmax
//
// The regularizer is a term of the one loss, and w has no gradient of it. It looks at all alphas, the dropped ones too, which so learn and
// decay by it; their joint probability stays all the same.
//
// Published values: wiljohnhong/DropNAS config.py and search.py (76 epochs, 14 cells). It searches no NAS-Bench-201: there the same parts
// run over DARTS-V1's settings, with groups of two and three.

using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>DARTS, single-level, with operations dropped by groups.</summary>
public static class DropNas
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "dropnas",
        Reference = "Hong et al.: DropNAS: Grouped Operation Dropout for Differentiable Architecture Search (IJCAI 2020)",
        About = new("operations are dropped at random, by groups; w and alpha learn together on all training images",
            StepCost: _ => 0.5, MethodEvidence.GoldenCases),
        Relaxations = options => new SearchRelaxations(new DroppedRelaxation(options.Part<OperationDropoutOptions>().Rate)),
        Constraint = options => new KeptMass(options.Part<OperationDropoutOptions>().Rate),
        Discretization = (_, _) => new LargestAlphaRule(),
        Published = space =>
            Dropping(SingleLevel.Over(space.Protocol == PublishedProtocol.Darts ? OnDarts(space) : DartsV1.Method.Published(space))),
    };

    private static SearchOptions OnDarts(SearchSpace space)
    {
        var darts = DartsV1.Method.Published(space);
        return darts with
        {
            Search = darts.Search with { Epochs = 76, BatchSize = 96 },
            Supernet = darts.Supernet with { Layers = 14 },
            Weights = darts.Weights with { LearningRate = 0.0375, MinimumLearningRate = 0.0015, GradientClip = 3 },
        };
    }

    private static SearchOptions Dropping(SearchOptions options) => options with
    {
        Bilevel = options.Bilevel with { Decay = DecayForm.OwnStep },
        Own = new DropNasOptions(),
    };
}

/// <summary>DropNAS' own options.</summary>
public sealed record DropNasOptions : MethodOptions
{
    /// <value>How often operations are dropped in an update.</value>
    public OperationDropoutOptions OperationDropout { get; init; } = new();
}

/// <summary>How often operations are dropped in an update.</summary>
public sealed record OperationDropoutOptions : IMethodPart
{
    /// <value>r: an operation of a group of n is dropped with probability r^(1/n).</value>
    public double Rate { get; init; } = 3e-5;

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) =>
        rules.Require(Rate is >= 0 and < 1, "rate", $"must be at least 0 and below 1, is {Rate}.");
}
