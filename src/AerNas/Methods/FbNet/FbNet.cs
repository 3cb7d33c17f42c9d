// FBNet (Wu et al.: FBNet: Hardware-Aware Efficient ConvNet Design via Differentiable Neural Architecture Search, CVPR 2019).
//
//   mixture          a draw from the Gumbel-softmax of each edge, all operations computed; tau falls by a factor each epoch: 5 * 0.956^e
//                    (ConcreteRelaxation)
//   architecture     gradient of CE * 0.2 log(LAT)^0.6 on a fifth of the training images (LatencyFactor), LAT from a table of measured
//                    operations (--latency); without a table CE alone. Adam, learning rate 0.01, decay 5e-4; alpha rests for 10 of
//                    90 epochs
//   weights          gradient of CE on the other four fifths through a draw, momentum SGD, learning rate 0.1 under a cosine, decay 1e-4
//   genotype         the most probable operation of each edge
//
// In the paper an epoch trains w, then alpha; here they take turns step by step, as in DARTS. The paper draws several architectures from
// the distribution that was learned and trains them all; the most probable one is the one that would be drawn most often. In cells the
// rule of the space keeps edges as in DARTS.
//
// Published values: the paper, section 4.1 (ImageNet, batches of 192). The authors released networks and no search.

namespace AerNas.Methods;

/// <summary>Search by differentiable draws, whose loss is multiplied by a function of latency.</summary>
public static class FbNet
{
    private const int Epochs = 90;
    private const int EpochsOfRest = 10;

    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "fbnet",
        Reference = "Wu et al.: FBNet: Hardware-Aware Efficient ConvNet Design via Differentiable Neural Architecture Search (CVPR 2019)",
        About = new("differentiable draws whose temperature falls by a factor; alpha's loss is multiplied by a power of the expected "
            + "latency's logarithm (--latency)",
            StepCost: _ => 1, MethodEvidence.FormulaTests),
        Relaxations = options => new SearchRelaxations(new ConcreteRelaxation(options.Part<DecayOfTemperatureOptions>().Schedule)),
        Terms = (options, _) => options.Latency.Table is { } table
            ? [new LatencyFactor(options.Part<LatencyFactorOptions>(), table)]
            : [],
        ReadsLatencies = true,
        Published = space => Over(DartsV1.Method.Published(space)),
    };

    private static SearchOptions Over(SearchOptions options) => options with
    {
        Search = options.Search with { Epochs = Epochs, BatchSize = 192, Select = ArchitectureSelection.LastEpoch },
        Data = options.Data with { TrainPortion = 0.8 },
        Weights = options.Weights with { LearningRate = 0.1, MinimumLearningRate = 0, WeightDecay = 1e-4 },
        Alpha = options.Alpha with { LearningRate = 0.01, WeightDecay = 5e-4, WarmUp = (double)EpochsOfRest / Epochs },
        Own = new FbNetOptions(),
    };
}

/// <summary>FBNet's own options.</summary>
public sealed record FbNetOptions : MethodOptions
{
    /// <value>tau.</value>
    public DecayOfTemperatureOptions Temperature { get; init; } = new();

    /// <value>How much the loss counts latency.</value>
    public LatencyFactorOptions Latency { get; init; } = new();
}

/// <summary>A temperature that each epoch multiplies by a factor.</summary>
public sealed record DecayOfTemperatureOptions : IMethodPart
{
    /// <value>tau of the first epoch.</value>
    public double First { get; init; } = 5;

    /// <value>What each epoch multiplies it by; above 0 and at most 1.</value>
    public double Factor { get; init; } = 0.956;

    internal ISchedule Schedule => new StepSchedule(First, Factor);

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .Require(First > 0, "first", $"must be a number above 0, is {First}: logits are divided by it.").Finite(First, "first")
        .Require(Factor is > 0 and <= 1, "factor", $"must be above 0 and at most 1, is {Factor}.");
}
