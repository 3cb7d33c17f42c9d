namespace AerNas.Training;

/// <summary>Sums over the steps of an epoch; part of a checkpoint, so that a resumed epoch reports what an unbroken one does.</summary>
/// <param name="Steps">Steps done.</param>
/// <param name="Images">Images seen.</param>
/// <param name="Loss">Sum of the losses, each times its images.</param>
/// <param name="Hits">Images classified rightly.</param>
/// <param name="GradientNorm">Sum of the steps' gradient norms.</param>
public readonly record struct TrainingTotals(int Steps, long Images, double Loss, double Hits, double GradientNorm)
{
    /// <summary>Mean loss an image.</summary>
    public double MeanLoss => Loss / Math.Max(1, Images);

    /// <summary>Training accuracy, 0 to 1.</summary>
    public double Accuracy => Hits / Math.Max(1, Images);

    /// <summary>Mean gradient norm a step.</summary>
    public double MeanGradientNorm => GradientNorm / Math.Max(1, Steps);

    /// <summary>What a run's records call these numbers.</summary>
    public IEnumerable<KeyValuePair<string, double>> Numbers =>
        [new("trainLoss", MeanLoss), new("trainAccuracy", Accuracy), new("gradientNorm", MeanGradientNorm)];

    /// <summary>The totals with one more step.</summary>
    public TrainingTotals Add(TrainingStep step) => new(
        Steps + 1, Images + step.Images, Loss + step.Loss * step.Images, Hits + step.Hits, GradientNorm + step.GradientNorm);
}
