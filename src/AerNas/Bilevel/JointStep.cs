// One update of a single-level method: w and alpha descend the same loss on the same training batch, each by its own optimizer.
//
//   g_w, g_alpha = grad (L_train + terms of alpha)             one forward and one backward pass; each clipped by its own norm
//
// Where decay takes a step of its own (wiljohnhong/DropNAS search.py, train; models/search_cnn.py, weight_decay_loss, alpha_decay_loss), it
// follows, for what the batch reached alone: both optimizers move again, by 2 wd w for every parameter
// of whose gradient the first number is not 0, clipped as before, and by 2 wd alpha where |g| > 1e-7. By the first number a kernel does
// not decay whose corner lies outside of all maps, nor does any that takes no part. A parameter whose gradient is nothing but rounding,
// such as a bias before a batch norm, takes no part here, while officially its decay is left to chance; the network computes the same
// either way.

namespace AerNas.Bilevel;

/// <summary>Updates w and alpha together on a training batch.</summary>
/// <param name="maxNorm">Bound of the joint norm of w's gradient; 0 does not clip.</param>
/// <param name="maxAlphaNorm">Bound of the joint norm of alpha's gradient; 0 does not clip.</param>
/// <param name="decay">The decay that takes a step of its own; null where the optimizers add theirs to the gradient.</param>
internal sealed class JointStep(double maxNorm, double maxAlphaNorm, StepDecay? decay = null)
{
    /// <summary>Updates both in place.</summary>
    /// <returns>L_train and the norm of w's gradient before clipping; scalars of the caller's scope.</returns>
    public WeightUpdate Apply(IBilevelProblem problem, MomentumSgd weights, IAlphaOptimizer? alphas)
    {
        using var scope = NewDisposeScope();
        using var held = alphas is null ? Gradients.Hold(problem.Alphas) : null;
        var loss = problem.JointLoss();
        var gradients = Gradients.Of(loss.Total, alphas is null ? problem.Weights : [.. problem.Weights, .. problem.Alphas]);
        var (towardsWeights, towardsAlphas) = (gradients[..problem.Weights.Count], gradients[problem.Weights.Count..]);
        var norm = Clip(towardsWeights, maxNorm);
        if (alphas is not null) Clip(towardsAlphas, maxAlphaNorm);
        weights.Step(towardsWeights);
        alphas?.Move(towardsAlphas);
        if (decay is not null) Decay(decay, problem, weights, alphas, gradients);
        return new WeightUpdate(loss.CrossEntropy.detach().MoveToOuterDisposeScope(), norm.MoveToOuterDisposeScope());
    }

    private void Decay(StepDecay decay, IBilevelProblem problem, MomentumSgd weights, IAlphaOptimizer? alphas, Tensor[] gradients)
    {
        var ofWeights = decay.OfWeights(problem, gradients[..problem.Weights.Count]);
        Clip(ofWeights, maxNorm);
        weights.Step(ofWeights);
        alphas?.Move(decay.OfAlphas(problem, gradients[problem.Weights.Count..]));
    }

    private static Tensor Clip(Tensor[] gradients, double maxNorm) =>
        maxNorm > 0 ? Gradients.ClipNorm(gradients, maxNorm) : Gradients.Norm(gradients);
}
