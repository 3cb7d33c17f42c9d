using AerNas.Searching.Steps;

namespace AerNas.Searching;

/// <summary>Sums over the steps of an epoch; part of a checkpoint, so that a resumed epoch reports what an unbroken one does.</summary>
/// <param name="Steps">Steps done.</param>
/// <param name="Images">Training images seen.</param>
/// <param name="TrainLoss">Sum of the losses, each times its images.</param>
/// <param name="TrainHits">Training images classified rightly.</param>
/// <param name="ArchitectureSteps">Steps in which alpha learned.</param>
/// <param name="ArchitectureLoss">Sum of those steps' validation losses.</param>
/// <param name="GradientNorm">Sum of the steps' gradient norms.</param>
public readonly record struct EpochTotals(
    int Steps, long Images, double TrainLoss, double TrainHits, int ArchitectureSteps, double ArchitectureLoss, double GradientNorm)
{
    /// <summary>Mean training loss an image.</summary>
    public double MeanTrainLoss => TrainLoss / Math.Max(1, Images);

    /// <summary>Training accuracy, 0 to 1.</summary>
    public double TrainAccuracy => TrainHits / Math.Max(1, Images);

    /// <summary>Mean validation loss a step in which alpha learned; null where it never did.</summary>
    public double? MeanArchitectureLoss => ArchitectureSteps == 0 ? null : ArchitectureLoss / ArchitectureSteps;

    /// <summary>Mean gradient norm a step.</summary>
    public double MeanGradientNorm => GradientNorm / Math.Max(1, Steps);

    /// <summary>What a run's records call these numbers.</summary>
    public IEnumerable<KeyValuePair<string, double>> Numbers
    {
        get
        {
            yield return new("trainLoss", MeanTrainLoss);
            yield return new("trainAccuracy", TrainAccuracy);
            yield return new("gradientNorm", MeanGradientNorm);
            if (MeanArchitectureLoss is { } loss) yield return new("architectureLoss", loss);
        }
    }

    /// <summary>The totals with one more step.</summary>
    public EpochTotals Add(StepMetrics step) => new(
        Steps + 1, Images + step.Images, TrainLoss + step.TrainLoss * step.Images, TrainHits + step.TrainHits,
        ArchitectureSteps + (step.ArchitectureLoss is null ? 0 : 1), ArchitectureLoss + (step.ArchitectureLoss ?? 0),
            GradientNorm + step.GradientNorm);
}
