using static TorchSharp.torch;

namespace AerNas.Bilevel;

/// <summary>One update of the network weights on a training batch: gradient of L_train, clipped by its joint norm, then the optimizer.</summary>
public sealed class WeightStep
{
    private readonly double _maxNorm;
    private readonly bool _clipCountsAlphas;

    /// <summary>Makes the step.</summary>
    /// <param name="maxNorm">Bound of the gradient's joint norm; 0 does not clip.</param>
    /// <param name="clipCountsAlphas">
    /// Whether the norm counts the gradient of alpha too: the last architecture gradient plus that of L_train. The official code on
    /// NAS-Bench-201 does, since it clips all parameters and never clears alpha's gradient between the two updates.
    /// </param>
    public WeightStep(double maxNorm, bool clipCountsAlphas = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxNorm);
        _maxNorm = maxNorm;
        _clipCountsAlphas = clipCountsAlphas;
    }

    /// <summary>Updates the weights in place.</summary>
    /// <param name="problem">Gives L_train.</param>
    /// <param name="optimizer">Moves the weights.</param>
    /// <param name="architectureGradient">The last architecture gradient, one tensor an alpha; read where the clip norm counts it.</param>
    /// <returns>Loss and gradient norm before clipping; scalars of the caller's scope.</returns>
    public WeightUpdate Apply(IBilevelProblem problem, MomentumSgd optimizer, IReadOnlyList<Tensor> architectureGradient)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(architectureGradient);
        using var scope = NewDisposeScope();
        using var held = _clipCountsAlphas ? null : Gradients.Hold(problem.Alphas);
        var loss = problem.TrainingLoss();
        var asked = _clipCountsAlphas ? [.. problem.Weights, .. problem.Alphas] : problem.Weights;
        var gradients = Gradients.Of(loss, asked);
        for (var i = problem.Weights.Count; i < gradients.Length; i++)
            gradients[i] = gradients[i].Plus(architectureGradient[i - problem.Weights.Count]);
        var norm = _maxNorm > 0 ? Gradients.ClipNorm(gradients, _maxNorm) : Gradients.Norm(gradients);
        optimizer.Step(gradients[..problem.Weights.Count]);
        return new WeightUpdate(loss.detach().MoveToOuterDisposeScope(), norm.MoveToOuterDisposeScope());
    }
}
