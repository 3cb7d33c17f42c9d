// ProxylessNAS (Cai, Zhu, Han: ProxylessNAS: Direct Neural Architecture Search on Target Task and Hardware, ICLR 2019).
//
//   mixture          w: one path by softmax(alpha). alpha: binary gates of two operations an edge, of which one is open (GateRelaxation)
//   architecture     every fifth step the gradient of L_val at the new weights, Adam without a mean of gradients; then the two alphas are
//                    shifted so that the others keep their share (SampledMass). Alpha rests for the first 41 of 160 epochs. With a table of
//                    measured operations (--latency) the loss looks at the expected latency (LatencyReference)
//   weights          gradient of L_train with smoothed labels, Nesterov momentum under a cosine
//   genotype         the most probable operation of each edge
//
// The search script computes all paths by default (proxylessnas.gates.paths=All), the paper two. Its first 40 epochs have a cosine of
// their own, from 0.05, and begin the other 120 anew; here one cosine, from the 0.025 of those, spans all. Alpha learns there in the fifth
// step of five, here in the first. It validates in training mode. Where an edge rests, Adam's mean of squares goes on here. In cells the
// rule of the space keeps edges as in DARTS.
//
// Published values: mit-han-lab/proxylessnas search/imagenet_arch_search.py and nas_manager.py (50,000 of 1,281,167 images for alpha). The
// small size takes half of the images for alpha, as DARTS does: a batch is no larger than either part.

using AerNas.Bilevel;

namespace AerNas.Methods;

/// <summary>Search by binary gates, one path a step of w and two a step of alpha.</summary>
public static class ProxylessNas
{
    private const int EpochsOfRest = 41; // 40 to warm w up, and the first one after them
    private const int Epochs = 160;

    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "proxylessnas",
        Reference = "Cai, Zhu, Han: ProxylessNAS: Direct Neural Architecture Search on Target Task and Hardware (ICLR 2019)",
        About = new("w learns on one path by softmax(alpha), alpha by binary gates of two; its loss may look at the expected latency "
            + "(--latency)",
            StepCost: space => 0.7 / space.Operations.Length, MethodEvidence.FormulaTests), // one path, and every fifth time two, of 2 O
        Relaxations = options => new SearchRelaxations(new GateRelaxation(options.Part<GateOptions>())),
        Constraint = options => new SampledMass(options.Part<GateOptions>()),
        Terms = (options, _) => options.Latency.Table is null
            ? []
            : [new LatencyReference(options.Part<LatencyReferenceOptions>(), options.Latency)],
        ReadsLatencies = true,
        Published = space => Over(DartsV1.Method.Published(space)),
        Shortened = small => small with
        {
            Search = small.Search with { BatchSize = 64 },
            Data = small.Data with { TrainPortion = 0.5 },
            Alpha = small.Alpha with { Every = 1 },
        },
    };

    private static SearchOptions Over(SearchOptions options) => options with
    {
        Search = options.Search with
        {
            Epochs = Epochs,
            BatchSize = 256,
            LabelSmoothing = 0.1,
            Select = ArchitectureSelection.LastEpoch,
        },
        Data = options.Data with { TrainPortion = 0.961 },
        Weights = options.Weights with { MinimumLearningRate = 0, WeightDecay = 4e-5, Nesterov = true, GradientClip = 0 },
        Alpha = options.Alpha with
        {
            LearningRate = 1e-3,
            Beta1 = 0,
            WeightDecay = 0,
            Every = 5,
            WarmUp = (double)EpochsOfRest / Epochs,
        },
        Bilevel = options.Bilevel with { Order = UpdateOrder.WeightsFirst, ClipCounts = ClipScope.Weights },
        Own = new ProxylessNasOptions(),
    };
}

/// <summary>ProxylessNAS' own options.</summary>
public sealed record ProxylessNasOptions : MethodOptions
{
    /// <value>What an update of alpha computes.</value>
    public GateOptions Gates { get; init; } = new();

    /// <value>How latency counts.</value>
    public LatencyReferenceOptions Latency { get; init; } = new();
}

/// <summary>What an update of alpha computes.</summary>
public sealed record GateOptions : IMethodPart
{
    /// <value>How many operations of an edge have a gate.</value>
    public GatePaths Paths { get; init; }

    /// <value>Whether an edge learns, too, where the open operation is none, or in a chain what leaves the layer out: the paper's rule. In
    /// the official code it rests.</value>
    public bool ZeroLearns { get; init; }

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules.OfAll.Require(
        search.Bilevel.Order != UpdateOrder.Together, "bilevel.order",
        $"must not be {UpdateOrder.Together}: w learns on one path, of which alpha has no gradient.");
}

/// <summary>How many operations of an edge have a gate in an update of alpha.</summary>
public enum GatePaths
{
    /// <summary>Two, drawn: the paper.</summary>
    Two,

    /// <summary>All: the default of the official script.</summary>
    All,
}
