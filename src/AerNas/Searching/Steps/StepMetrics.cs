namespace AerNas.Searching.Steps;

/// <summary>What one step saw.</summary>
/// <param name="Images">Training images in the step.</param>
/// <param name="TrainLoss">L_train before the weight update.</param>
/// <param name="TrainHits">Training images classified rightly.</param>
/// <param name="GradientNorm">Norm of the gradient before clipping.</param>
/// <param name="ArchitectureLoss">Cross-entropy on the validation batch (second order: at w'); null where alpha rests.</param>
public readonly record struct StepMetrics(int Images, double TrainLoss, double TrainHits, double GradientNorm, double? ArchitectureLoss)
{
    /// <summary>Demands that every number is finite.</summary>
    /// <exception cref="NonFiniteValueException">One is not.</exception>
    public StepMetrics RequireFinite(RunPosition position)
    {
        NonFiniteValueException.ThrowIfNotFinite(TrainLoss, "The training loss", position.Epoch, position.Step);
        NonFiniteValueException.ThrowIfNotFinite(ArchitectureLoss ?? 0, "The architecture loss", position.Epoch, position.Step);
        NonFiniteValueException.ThrowIfNotFinite(GradientNorm, "The norm of the weights' gradient", position.Epoch, position.Step);
        return this;
    }
}
