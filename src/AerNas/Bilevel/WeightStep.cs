namespace AerNas.Bilevel;

/// <summary>One update of the network weights on a training batch: gradient of L_train, or the sum of those of several passes, clipped by
/// its norm, then optimizer.</summary>
/// <param name="maxNorm">Bound of the gradient's joint norm; 0 does not clip.</param>
/// <param name="clipCounts">What the norm counts beside the gradient of w. On NAS-Bench-201 official code clips all parameters, alpha's
/// among them, and never clears its gradient between the two updates.</param>
internal sealed class WeightStep(double maxNorm, ClipScope clipCounts = ClipScope.Weights)
{
    /// <summary>Updates the weights in place.</summary>
    /// <param name="problem">Gives L_train.</param>
    /// <param name="optimizer">Moves the weights.</param>
    /// <param name="architectureGradient">The last architecture gradient, one tensor an alpha; read where the clip norm counts it.</param>
    /// <returns>Loss and gradient norm before clipping; scalars of the caller's scope.</returns>
    public WeightUpdate Apply(IBilevelProblem problem, MomentumSgd optimizer, IReadOnlyList<Tensor> architectureGradient)
    {
        using var scope = NewDisposeScope();
        using var held = clipCounts == ClipScope.WeightsAndAlphas ? null : Gradients.Hold(problem.Alphas);
        var (loss, mixture) = clipCounts == ClipScope.WeightsAndMixture
            ? problem.TrainingLossInMixture()
            : new MixtureLoss(problem.TrainingLoss(), []);
        var gradients = Gradients.Of(loss, [.. problem.Weights, .. held is null ? problem.Alphas : mixture]);
        if (problem.Passes > 1) loss = AddFurther(problem, gradients, loss).Times(1.0 / problem.Passes);
        if (held is null)
        {
            foreach (var (gradient, i) in architectureGradient.Select((gradient, i) => (gradient, problem.Weights.Count + i)))
                gradients[i] = gradients[i].Plus(gradient);
        }

        var norm = maxNorm > 0 ? Gradients.ClipNorm(gradients, maxNorm) : Gradients.Norm(gradients);
        optimizer.Step(gradients[..problem.Weights.Count]);
        return new WeightUpdate(loss.detach().MoveToOuterDisposeScope(), norm.MoveToOuterDisposeScope());
    }

    /// <summary>Adds the gradients of the other losses of the update, one after the other: an engine may know that of its last pass
    /// alone.</summary>
    /// <returns>The sum of all losses.</returns>
    private static Tensor AddFurther(IBilevelProblem problem, Tensor[] gradients, Tensor first)
    {
        var sum = first.detach();
        for (var pass = 1; pass < problem.Passes; pass++)
        {
            var loss = problem.TrainingLoss(pass);
            foreach (var (gradient, i) in Gradients.Of(loss, problem.Weights).Select((gradient, i) => (gradient, i)))
                gradients[i] = gradients[i].Plus(gradient);
            sum = sum.Plus(loss.detach());
        }

        return sum;
    }
}

/// <summary>What a weight update saw; scalars of the caller's scope.</summary>
/// <param name="Loss">L_train before the update, of several passes their mean.</param>
/// <param name="GradientNorm">The joint norm before clipping.</param>
internal readonly record struct WeightUpdate(Tensor Loss, Tensor GradientNorm);
