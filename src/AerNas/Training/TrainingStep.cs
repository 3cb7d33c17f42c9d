namespace AerNas.Training;

/// <summary>The numbers of one step.</summary>
/// <param name="Images">Images in the batch.</param>
/// <param name="Loss">The loss before the update, the auxiliary head's weighted part included.</param>
/// <param name="Hits">Images classified rightly.</param>
/// <param name="GradientNorm">Norm of the gradient before clipping.</param>
public readonly record struct TrainingStep(int Images, double Loss, double Hits, double GradientNorm)
{
    /// <summary>Demands that every number is finite.</summary>
    /// <exception cref="NonFiniteValueException">One is not.</exception>
    public TrainingStep RequireFinite(RunPosition position)
    {
        NonFiniteValueException.ThrowIfNotFinite(Loss, "The training loss", position.Epoch, position.Step);
        NonFiniteValueException.ThrowIfNotFinite(GradientNorm, "The norm of the weights' gradient", position.Epoch, position.Step);
        return this;
    }
}
