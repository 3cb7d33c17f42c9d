namespace AerNas.Options;

/// <summary>How network weights learn: momentum SGD under a cosine from the first to the last learning rate.</summary>
public sealed record WeightOptions
{
    /// <value>Learning rate of the first epoch.</value>
    public double LearningRate { get; init; } = 0.025;

    /// <value>Where the cosine ends.</value>
    public double MinimumLearningRate { get; init; } = 0.001;

    /// <value>Epochs from the first learning rate to the last, whence it rises again as long (ENAS); null takes all epochs.</value>
    public int? CosineEpochs { get; init; }

    /// <value>Whether the cosine moves on after an epoch or before it.</value>
    public CosineStep CosineStep { get; init; }

    /// <value>Momentum.</value>
    public double Momentum { get; init; } = 0.9;

    /// <value>Whether the momentum is Nesterov's.</value>
    public bool Nesterov { get; init; }

    /// <value>L2 decay of every weight.</value>
    public double WeightDecay { get; init; } = 3e-4;

    /// <value>Bound of the gradients' joint norm; 0 does not clip.</value>
    public double GradientClip { get; init; } = 5;

    /// <summary>The learning rate of an epoch, constant within it; see <see cref="CosineSchedule"/>.</summary>
    public double LearningRateAt(EpochProgress progress) => new CosineSchedule(LearningRate, MinimumLearningRate, CosineEpochs)
        .At(CosineStep == CosineStep.BeforeEpoch ? progress with { Epoch = progress.Epoch + 1 } : progress);

    internal void Check(OptionRules rules)
    {
        rules.NotNegative(LearningRate, "weights.learningRate")
            .NotNegative(MinimumLearningRate, "weights.minimumLearningRate")
            .Require(!(MinimumLearningRate > LearningRate), "weights.minimumLearningRate", "must not exceed weights.learningRate.")
            .AtLeast(1, CosineEpochs ?? 1, "weights.cosineEpochs")
            .Within(0, 1, Momentum, "weights.momentum")
            .NotNegative(WeightDecay, "weights.weightDecay")
            .NotNegative(GradientClip, "weights.gradientClip");
    }
}

/// <summary>When the cosine of w's learning rate moves on.</summary>
public enum CosineStep
{
    /// <summary>After each epoch: the first has the first rate. DARTS and most others, on torch 1.0 or by their order of calls.</summary>
    AfterEpoch,

    /// <summary>Before each epoch: epoch e, from 0, has the rate of e + 1. So FairDARTS, NoisyDARTS, SGAS and SDARTS, whose scripts call
    /// the scheduler first on torch 1.1 or later.</summary>
    BeforeEpoch,
}
