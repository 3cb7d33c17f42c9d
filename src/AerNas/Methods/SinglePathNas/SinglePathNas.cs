// Single-Path NAS (Stamoulis, Ding, Wang, Lymberopoulos, Priyantha, Liu, Marculescu: Single-Path NAS: Designing Hardware-Efficient ConvNets
// in less than 4 Hours, ECML PKDD 2019).
//
//   supernet         one set of weights an edge, of which its operations are parts (Superkernel)
//   mixture          what the indicators choose: rings of the kernel, channels, and the layer stay where their norms exceed learned
//                    thresholds (Indicators, KernelNorms); 0 or 1 with the gradient of a sigmoid. In the warm-up each is dropped with
//                    probability 0.4, else divided by 0.6
//   both levels      one gradient of L_train with smoothed labels on all training images, thresholds among the variables; w learns by its
//                    norms, too. With a table of measured operations (--latency), after the warm-up: plus 0.1 log(latency in ms)
//   genotype         what the indicators choose (IndicatorRule)
//
// The official thresholds start at 0, where everything is kept; here the margins start where alphas do, around even odds. One RMSProp moves
// everything there, at 0.016 for batches of 256, which falls by the power of epochs; here w has momentum SGD under a cosine, and alpha, in
// place of the thresholds, Adam with both means at 0.9. Norms there count rings that are dropped as not kept. Its code multiplies the
// weight of the logarithm by a thousand, and compares norms where the paper has their squares. The regularizer looks at softmax(alpha),
// which is what the sigmoids of the indicators come to.
//
// Published values: dstamoulis/single-path-nas nas-search/search_main.py (8 epochs of ImageNet, the first 5 to warm up,
// in batches of 1,024 at four times the rate).

using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>Search of which parts of one set of weights a layer keeps.</summary>
public static class SinglePathNas
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "single-path-nas",
        Reference = "Stamoulis et al.: Single-Path NAS: Designing Hardware-Efficient ConvNets in less than 4 Hours (ECML PKDD 2019)",
        About = new("operations are parts of one set of weights an edge, which stay where their norms exceed learned thresholds; w and the "
            + "thresholds learn together",
            StepCost: space => 0.5 / space.Operations.Length, MethodEvidence.FormulaTests),
        Refuses = space => space.KeepsEveryEdge && SharesEverywhere(space) ? null
            : "operations of an edge must be parts of one another there: inverted residuals of each kernel with each expansion, and "
                + "skip_connect at most beside them",
        SharesKernels = true,
        Relaxations = options => new SearchRelaxations(new IndicatorRelaxation(options.Part<IndicatorOptions>())),
        Constraint = _ => new MarginsFollowNorms(),
        Terms = (options, _) => options.Latency.Table is { } table
            ? [new LatencyAfterWarmUp(options.Part<IndicatorOptions>(),
                new ExpectedLatency(options.Part<SinglePathNasOptions>().LatencyWeight, table, options.Latency.Target))]
            : [],
        ReadsLatencies = true,
        Discretization = (_, _) => new IndicatorRule(),
        Published = space => Over(SingleLevel.Over(DartsV1.Method.Published(space))),
        Shortened = small => small with { Search = small.Search with { BatchSize = 64 } },
    };

    private static SearchOptions Over(SearchOptions options) => options with
    {
        Search = options.Search with { Epochs = 8, BatchSize = 256, LabelSmoothing = 0.1 },
        Weights = options.Weights with { MinimumLearningRate = 0, WeightDecay = 1e-5, GradientClip = 0 },
        Alpha = options.Alpha with { LearningRate = 0.016, Beta1 = 0.9, Beta2 = 0.9, WeightDecay = 0 },
        Own = new SinglePathNasOptions(),
    };

    private static bool SharesEverywhere(SearchSpace space) =>
        space.CellKinds.All(kind => space.Edges.All(edge => Indicators.Of(space, kind, edge) is { Count: > 0 }));
}

/// <summary>Single-Path NAS' own options.</summary>
public sealed record SinglePathNasOptions : MethodOptions
{
    /// <value>When indicators are dropped.</value>
    public IndicatorOptions Indicators { get; init; } = new();

    /// <value>What the logarithm of the latency counts; it takes part where the search has a table of latencies.</value>
    public double LatencyWeight { get; init; } = 0.1;

    /// <inheritdoc/>
    public override void Check(OptionRules rules, SearchOptions search)
    {
        base.Check(rules, search);
        rules.NotNegative(LatencyWeight, "latencyWeight");
    }
}

/// <summary>When the indicators of a kernel's parts are dropped.</summary>
public sealed record IndicatorOptions : IMethodPart
{
    /// <value>The share of the epochs in which they are, and latency does not count.</value>
    public double WarmUp { get; init; } = 0.625;

    /// <value>How likely one is.</value>
    public double Dropped { get; init; } = 0.4;

    internal bool WarmsUp(EpochProgress progress) => progress.Epoch < (int)Math.Round(WarmUp * progress.Epochs);

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .Within(0, 1, WarmUp, "warmUp")
        .Require(Dropped is >= 0 and < 1, "dropped", $"must be at least 0 and below 1, is {Dropped}.");
}
