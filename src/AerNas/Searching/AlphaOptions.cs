using AerNas.Options;

namespace AerNas.Searching;

/// <summary>How alpha learns: Adam with L2 decay.</summary>
public sealed record AlphaOptions
{
    /// <value>Learning rate.</value>
    public double LearningRate { get; init; } = 3e-4;

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

    /// <summary>The first epoch in which alpha learns.</summary>
    /// <param name="epochs">How many epochs there are.</param>
    public int FirstEpoch(int epochs) => (int)Math.Round(WarmUp * epochs);

    internal void Check(OptionRules rules) => rules
        .NotNegative(LearningRate, "alpha.learningRate")
        .Require(Beta1 is >= 0 and < 1, "alpha.beta1", $"must be at least 0 and below 1, is {Beta1}.")
        .Require(Beta2 is >= 0 and < 1, "alpha.beta2", $"must be at least 0 and below 1, is {Beta2}.")
        .NotNegative(WeightDecay, "alpha.weightDecay")
        .Require(double.IsFinite(InitialMean), "alpha.initialMean", $"must be a finite number, is {InitialMean}.")
        .NotNegative(InitialScale, "alpha.initialScale")
        .NotNegative(GradientClip, "alpha.gradientClip")
        .Within(0, 1, WarmUp, "alpha.warmUp");
}
