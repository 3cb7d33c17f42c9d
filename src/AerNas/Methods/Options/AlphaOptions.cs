using AerNas.Bilevel;

namespace AerNas.Methods;

/// <summary>How alpha learns.</summary>
public sealed record AlphaOptions
{
    /// <value>What moves it.</value>
    public AlphaOptimizer Optimizer { get; init; }

    /// <value>Learning rate.</value>
    public double LearningRate { get; init; } = 3e-4;

    /// <value>Of <see cref="AlphaOptimizer.Momentum"/>: the momentum.</value>
    public double Momentum { get; init; } = 0.9;

    /// <value>n: it learns in the first step of an epoch and every n steps from there.</value>
    public int Every { get; init; } = 1;

    /// <value>Decay of the mean of gradients.</value>
    public double Beta1 { get; init; } = 0.5;

    /// <value>Decay of the mean of squared gradients.</value>
    public double Beta2 { get; init; } = 0.999;

    /// <value>L2 decay.</value>
    public double WeightDecay { get; init; } = 1e-3;

    /// <value>Mean of the start values.</value>
    public double InitialMean { get; init; }

    /// <value>Standard deviation of the start values.</value>
    public double InitialScale { get; init; } = 1e-3;

    /// <value>Bound of the joint norm of alpha's gradient; 0 does not clip.</value>
    public double GradientClip { get; init; }

    /// <value>The share of the epochs in which only w learns; alpha begins after it, at 1 never.</value>
    public double WarmUp { get; init; }

    /// <value>What the weights of the edges into a node, beta, add up to at the start, each an equal part; of methods with them.</value>
    public double EdgesAddUpTo { get; init; }

    /// <value>The share of the epochs after which beta begins to learn, at most <see cref="WarmUp"/>; null: with alpha.</value>
    public double? EdgeWarmUp { get; init; }

    /// <summary>The same where alpha, if it learns at all, learns from the first epoch on: what a step of it costs.</summary>
    internal AlphaOptions WithoutWarmUp => WarmUp < 1 ? this with { WarmUp = 0 } : this;

    internal ArchitectureStart Start(bool weighsEdges) =>
        new() { Mean = InitialMean, Scale = InitialScale, WeighsEdges = weighsEdges, EdgesAddUpTo = EdgesAddUpTo };

    internal IAlphaOptimizer Moving(IEnumerable<Tensor> parameters, double decay) => Optimizer switch
    {
        AlphaOptimizer.Descent => new PlainDescent([.. parameters], LearningRate),
        AlphaOptimizer.Momentum => new AlphaMomentum(parameters, LearningRate, Momentum, decay),
        _ => new Adam(parameters, LearningRate, Beta1, Beta2, decay),
    };

    /// <summary>Whether beta learns in an epoch, be alpha still at rest.</summary>
    internal bool EdgesLearn(int epoch, int epochs) => EdgeWarmUp is { } share && epoch >= (int)Math.Round(share * epochs);

    /// <summary>The first epoch in which alpha learns.</summary>
    public int FirstEpoch(int epochs) => (int)Math.Round(WarmUp * epochs);

    internal void Check(OptionRules rules) => rules
        .NotNegative(LearningRate, "alpha.learningRate")
        .Require(Beta1 is >= 0 and < 1, "alpha.beta1", $"must be at least 0 and below 1, is {Beta1}.")
        .Require(Beta2 is >= 0 and < 1, "alpha.beta2", $"must be at least 0 and below 1, is {Beta2}.")
        .NotNegative(WeightDecay, "alpha.weightDecay")
        .Within(0, 1, Momentum, "alpha.momentum")
        .AtLeast(1, Every, "alpha.every")
        .Finite(InitialMean, "alpha.initialMean")
        .NotNegative(InitialScale, "alpha.initialScale")
        .NotNegative(GradientClip, "alpha.gradientClip")
        .Finite(EdgesAddUpTo, "alpha.edgesAddUpTo")
        .Require(EdgeWarmUp is null or >= 0 && !(EdgeWarmUp > WarmUp), "alpha.edgeWarmUp",
            $"must be at least 0 and at most alpha.warmUp, {WarmUp}, is {EdgeWarmUp}.")
        .Within(0, 1, WarmUp, "alpha.warmUp");
}

/// <summary>What moves alpha.</summary>
public enum AlphaOptimizer
{
    /// <summary>Adam with L2 decay.</summary>
    Adam,

    /// <summary>Momentum SGD with L2 decay (DAAS on NAS-Bench-201).</summary>
    Momentum,

    /// <summary>Gradient descent by the learning rate alone, without momentum or decay: the single-GPU branch of SNAS.</summary>
    Descent,
}
