// The second-order gradient of DARTS (Liu, Simonyan, Yang: ICLR 2019, eq. 7 and 8; quark0/darts architect.py).
//
//   g     = grad_w L_train(w, alpha)                               not clipped
//   w'    = w - xi (m v + g + wd w)                                 one virtual step of the weight optimizer; nesterov is ignored
//   L     = L_val(w', alpha)                                        the regularizer counts here only
//   Hv    = d2 L_train(w, alpha) / dalpha dw  grad_w' L             by central differences around w
//   grad  = grad_alpha L - xi Hv
//
// The virtual and the perturbed weights are written into the network itself, from a copy of w that is put back at the end, so that w is
// restored exactly (the official code adds +eps, -2eps, +eps and leaves a residue of about 1e-7). Running statistics: the three training
// passes update them, as official; the pass at w' belongs to the official code's second network, so its update is undone here.

namespace AerNas.Bilevel;

/// <summary>The gradient through one unrolled weight step, with the finite-difference Hessian-vector product.</summary>
/// <param name="unrollStep">xi; null takes the current learning rate of the weights, as official.</param>
public sealed class SecondOrderStep(double? unrollStep = null) : IArchitectureStep
{
    /// <inheritdoc/>
    public ArchitectureGradient Compute(IBilevelProblem problem, MomentumSgd weightOptimizer)
    {
        using var scope = NewDisposeScope();
        var xi = unrollStep ?? weightOptimizer.LearningRate;
        var weights = TensorValues.Copy(problem.Weights);
        try
        {
            StepVirtually(problem, weightOptimizer, xi);
            var (loss, towardsAlphas, towardsWeights) = ValidateVirtually(problem);
            using var held = Gradients.Hold(problem.Weights);
            var product = HessianVectorProduct.ByDifferences(problem.TrainingLoss, problem.Alphas, problem.Weights,
                weights, towardsWeights);
            var gradients = towardsAlphas.Zip(product, (direct, implicitPart) =>
                (direct - implicitPart.Times(xi)).MoveToOuterDisposeScope());
            return new ArchitectureGradient([.. gradients], loss.MoveToOuterDisposeScope());
        }
        finally
        {
            TensorValues.Write(problem.Weights, weights);
        }
    }

    /// <summary>w' = w - xi (m v + g + wd w), written into the weights.</summary>
    private static void StepVirtually(IBilevelProblem problem, MomentumSgd optimizer, double xi)
    {
        using var scope = NewDisposeScope();
        using var held = Gradients.Hold(problem.Alphas);
        var gradients = Gradients.Of(problem.TrainingLoss(), problem.Weights);
        using var noGrad = no_grad();
        for (var i = 0; i < problem.Weights.Count; i++)
        {
            var direction = gradients[i].Plus(optimizer.Velocity[i], optimizer.Momentum)
                .PlusInPlace(problem.Weights[i], optimizer.VirtualDecay ?? optimizer.WeightDecay);
            problem.Weights[i].PlusInPlace(direction, -xi);
        }
    }

    private static (Tensor CrossEntropy, Tensor[] Alphas, Tensor[] Weights) ValidateVirtually(IBilevelProblem problem)
    {
        var statistics = TensorValues.Copy(problem.Buffers);
        var loss = problem.ValidationLoss();
        var gradients = Gradients.Of(loss.Total, [.. problem.Alphas, .. problem.Weights]);
        TensorValues.Write(problem.Buffers, statistics);
        return (loss.CrossEntropy.detach(), gradients[..problem.Alphas.Count], gradients[problem.Alphas.Count..]);
    }
}
