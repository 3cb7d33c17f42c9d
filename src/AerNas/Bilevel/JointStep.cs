// One update of a single-level method: w and alpha descend the same loss on the same training batch, each by its own optimizer.
//
//   g_w, g_alpha = grad (L_train + terms of alpha)             one forward and one backward pass; each clipped by its own norm
//
// Where decay takes a step of its own (wiljohnhong/DropNAS search.py, train), it follows, for what the batch reached alone: both optimizers
// move again, by 2 wd w where g_w is not 0, clipped as before, and by 2 wd alpha where |g_alpha| > 1e-7.

using static TorchSharp.torch;

namespace AerNas.Bilevel;

/// <summary>Updates w and alpha together on a training batch.</summary>
public sealed class JointStep
{
    private const double Reached = 1e-7; // of alpha; official

    private readonly double _maxNorm;
    private readonly double _maxAlphaNorm;
    private readonly StepDecay? _decay;

    /// <summary>Makes the step.</summary>
    /// <param name="maxNorm">Bound of the joint norm of w's gradient; 0 does not clip.</param>
    /// <param name="maxAlphaNorm">Bound of the joint norm of alpha's gradient; 0 does not clip.</param>
    /// <param name="decay">The decay that takes a step of its own; null where the optimizers add theirs to the gradient.</param>
    public JointStep(double maxNorm, double maxAlphaNorm, StepDecay? decay = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxNorm);
        ArgumentOutOfRangeException.ThrowIfNegative(maxAlphaNorm);
        (_maxNorm, _maxAlphaNorm, _decay) = (maxNorm, maxAlphaNorm, decay);
    }

    /// <summary>Updates both in place.</summary>
    /// <param name="problem">Gives the loss.</param>
    /// <param name="weights">Moves w.</param>
    /// <param name="alphas">Moves alpha; null where it rests.</param>
    /// <returns>L_train and the norm of w's gradient before clipping; scalars of the caller's scope.</returns>
    public WeightUpdate Apply(IBilevelProblem problem, MomentumSgd weights, Adam? alphas)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(weights);
        using var scope = NewDisposeScope();
        using var held = alphas is null ? Gradients.Hold(problem.Alphas) : null;
        var loss = problem.JointLoss();
        var gradients = Gradients.Of(loss.Total, alphas is null ? problem.Weights : [.. problem.Weights, .. problem.Alphas]);
        var (towardsWeights, towardsAlphas) = (gradients[..problem.Weights.Count], gradients[problem.Weights.Count..]);
        var norm = Clip(towardsWeights, _maxNorm);
        if (alphas is not null) Clip(towardsAlphas, _maxAlphaNorm);
        weights.Step(towardsWeights);
        alphas?.Step(towardsAlphas);
        if (_decay is not null) Decay(_decay, problem, weights, alphas, gradients);
        return new WeightUpdate(loss.CrossEntropy.detach().MoveToOuterDisposeScope(), norm.MoveToOuterDisposeScope());
    }

    private void Decay(StepDecay decay, IBilevelProblem problem, MomentumSgd weights, Adam? alphas, Tensor[] gradients)
    {
        using var noGrad = no_grad();
        var ofWeights = problem.Weights.Zip(gradients, (w, g) => w * g.to(ScalarType.Bool) * (2 * decay.Weights)).ToArray();
        Clip(ofWeights, _maxNorm);
        weights.Step(ofWeights);
        if (alphas is null) return;
        var towardsAlphas = gradients.Skip(problem.Weights.Count);
        alphas.Step([.. problem.Alphas.Zip(towardsAlphas, (a, g) => a * g.abs().gt(Reached) * (2 * decay.Alphas))]);
    }

    private static Tensor Clip(Tensor[] gradients, double maxNorm) =>
        maxNorm > 0 ? Gradients.ClipNorm(gradients, maxNorm) : Gradients.Norm(gradients);
}
