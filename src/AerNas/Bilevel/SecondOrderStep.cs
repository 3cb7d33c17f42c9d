// The second-order gradient of DARTS (Liu, Simonyan, Yang: ICLR 2019, eq. 7 and 8; quark0/darts architect.py).
//
//   g     = grad_w L_train(w, alpha)                               not clipped
//   w'    = w - xi (m v + g + wd w)                                 one virtual step of the weight optimizer; nesterov is ignored
//   L     = L_val(w', alpha)                                        the regularizer counts here only
//   eps   = 0.01 / || grad_w' L ||
//   w+-   = w +- eps grad_w' L
//   Hv    = (grad_alpha L_train(w+) - grad_alpha L_train(w-)) / (2 eps)
//   grad  = grad_alpha L - xi Hv
//
// The virtual and the perturbed weights are written into the network itself, from a copy of w that is put back at the end, so that w is
// restored exactly (the official code adds +eps, -2eps, +eps and leaves a residue of about 1e-7). Running statistics: the three training
// passes update them, as official; the pass at w' belongs to the official code's second network, so its update is undone here.

using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Bilevel;

/// <summary>The gradient through one unrolled weight step, with the finite-difference Hessian-vector product.</summary>
public sealed class SecondOrderStep : IArchitectureStep
{
    private const double PerturbationScale = 0.01;

    private readonly double? _unrollStep;

    /// <summary>Makes the step.</summary>
    /// <param name="unrollStep">xi; null takes the current learning rate of the weights, as official.</param>
    public SecondOrderStep(double? unrollStep = null)
    {
        _unrollStep = unrollStep;
    }

    /// <inheritdoc/>
    public ArchitectureGradient Compute(IBilevelProblem problem, MomentumSgd weightOptimizer)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(weightOptimizer);
        using var scope = NewDisposeScope();
        var xi = _unrollStep ?? weightOptimizer.LearningRate;
        var weights = Copy(problem.Weights);
        try
        {
            StepVirtually(problem, weightOptimizer, xi);
            var (loss, towardsAlphas, towardsWeights) = ValidateVirtually(problem);
            var product = HessianVectorProduct(problem, weights, towardsWeights);
            var gradients = towardsAlphas.Zip(product, (direct, implicitPart) => (direct - xi * implicitPart).MoveToOuterDisposeScope());
            return new ArchitectureGradient([.. gradients], loss.MoveToOuterDisposeScope());
        }
        finally
        {
            Write(problem.Weights, weights);
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
            var direction = gradients[i].add(optimizer.Velocity[i], alpha: optimizer.Momentum).add_(problem.Weights[i], optimizer.WeightDecay);
            problem.Weights[i].add_(direction, -xi);
        }
    }

    private static (Tensor CrossEntropy, Tensor[] Alphas, Tensor[] Weights) ValidateVirtually(IBilevelProblem problem)
    {
        var statistics = Copy(problem.Buffers);
        var loss = problem.ValidationLoss();
        var gradients = Gradients.Of(loss.Total, [.. problem.Alphas, .. problem.Weights]);
        Write(problem.Buffers, statistics);
        return (loss.CrossEntropy.detach(), gradients[..problem.Alphas.Count], gradients[problem.Alphas.Count..]);
    }

    /// <summary>The mixed second derivative of L_train times a direction in w, by central differences around w.</summary>
    /// <param name="problem">Gives L_train; its weights are left at the last probe.</param>
    /// <param name="weights">The values of w.</param>
    /// <param name="direction">The vector, one tensor a weight.</param>
    private static Tensor[] HessianVectorProduct(IBilevelProblem problem, Tensor[] weights, Tensor[] direction)
    {
        using var norm = Gradients.Norm(direction);
        var epsilon = PerturbationScale / norm.ToDouble();
        var plus = ProbeAlphas(problem, weights, direction, epsilon);
        var minus = ProbeAlphas(problem, weights, direction, -epsilon);
        return [.. plus.Zip(minus, (p, m) => (p - m) / (2 * epsilon))];
    }

    private static Tensor[] ProbeAlphas(IBilevelProblem problem, Tensor[] weights, Tensor[] direction, double epsilon)
    {
        Write(problem.Weights, weights);
        using (no_grad())
        {
            for (var i = 0; i < direction.Length; i++) problem.Weights[i].add_(direction[i], epsilon);
        }

        using var scope = NewDisposeScope();
        using var held = Gradients.Hold(problem.Weights);
        return [.. Gradients.Of(problem.TrainingLoss(), problem.Alphas).Select(g => g.MoveToOuterDisposeScope())];
    }

    private static Tensor[] Copy(IReadOnlyList<Tensor> values) => [.. values.Select(v => v.detach().clone())];

    private static void Write(IReadOnlyList<Tensor> targets, Tensor[] values)
    {
        using var noGrad = no_grad();
        for (var i = 0; i < values.Length; i++) targets[i].copy_(values[i]);
    }
}
