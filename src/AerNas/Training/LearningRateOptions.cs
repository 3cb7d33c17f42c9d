namespace AerNas.Training;

/// <summary>How the learning rate changes; its first and last values are those of <see cref="WeightOptions"/>.</summary>
public sealed record LearningRateOptions
{
    /// <value>How it falls.</value>
    public LearningRateForm Form { get; init; }

    /// <value>What a step multiplies it by each epoch.</value>
    public double StepFactor { get; init; } = 0.97;

    /// <value>Epochs in which it rises first; officially 5 where the batch is larger than 256, else none.</value>
    public int WarmUpEpochs { get; init; }

    /// <value>Whether warm-up takes its parts of the first learning rate (PC-DARTS) instead of the epoch's own (P-DARTS).</value>
    public bool WarmUpFromBase { get; init; }

    /// <summary>The schedule for weights that learn as given.</summary>
    public ISchedule Create(WeightOptions weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ISchedule schedule = Form switch
        {
            LearningRateForm.Step => new StepSchedule(weights.LearningRate, StepFactor),
            LearningRateForm.Linear => new TailedLineSchedule(weights.LearningRate),
            _ => new CosineSchedule(weights.LearningRate, weights.MinimumLearningRate),
        };
        return WarmUpEpochs > 0 ? new WarmUpSchedule(schedule, WarmUpEpochs, WarmUpFromBase ? weights.LearningRate : null) : schedule;
    }

    internal void Check(OptionRules rules, int epochs) => rules
        .Within(0, 1, StepFactor, "learningRate.stepFactor")
        .AtLeast(0, WarmUpEpochs, "learningRate.warmUpEpochs")
        .Require(WarmUpEpochs <= epochs, "learningRate.warmUpEpochs", $"must not exceed training.epochs, {epochs}; is {WarmUpEpochs}.")
        .Require(Form != LearningRateForm.Linear || epochs > TailedLineSchedule.Tail, "learningRate.form",
            $"a linear schedule has more than {TailedLineSchedule.Tail} epochs, not {epochs}.");
}

/// <summary>How the learning rate falls over the epochs.</summary>
public enum LearningRateForm
{
    /// <summary>Along a cosine; every method on CIFAR, P-DARTS and PC-DARTS on ImageNet.</summary>
    Cosine,

    /// <summary>By a factor an epoch; DARTS on ImageNet.</summary>
    Step,

    /// <summary>Along a line with a flat tail; an option of P-DARTS and PC-DARTS on ImageNet.</summary>
    Linear,
}
