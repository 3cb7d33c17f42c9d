using AerNas.Bilevel;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>Another step, whose gradients are shown before anything is done with them.</summary>
internal sealed class MeasuredStep(IArchitectureStep step, Action<IReadOnlyList<Tensor>> show) : IArchitectureStep
{
    public ArchitectureGradient Compute(IBilevelProblem problem, MomentumSgd weightOptimizer)
    {
        var gradient = step.Compute(problem, weightOptimizer);
        show(gradient.Alphas);
        return gradient;
    }
}
