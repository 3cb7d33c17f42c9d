namespace AerNas.Bilevel;

/// <summary>L2 decay that takes a step of its own, of what the update has reached.</summary>
internal sealed record StepDecay(double Weights, double Alphas)
{
    private const double Reached = 1e-7;
    private const double Rounding = 1e-6; // of the norm of w's gradient: what is smaller throughout a parameter is no gradient

    /// <summary>The gradient of w's decay: 2 wd w for a parameter that has a gradient whose first number is not 0, else 0.</summary>
    internal Tensor[] OfWeights(IBilevelProblem problem, IReadOnlyList<Tensor> gradients)
    {
        using var noGrad = no_grad();
        Tensor[] decays = [.. problem.Weights.Select(weight => weight.Times(2 * Weights))];
        var bound = Gradients.Norm([.. gradients]).Times(Rounding);
        foreach (var (part, gradient) in problem.ByParameter(decays).Zip(problem.ByParameter(gradients)))
        {
            var first = gradient.reshape(-1).narrow(0, 0, 1); // [1]
            part.mul_(first.Is(0).logical_not().logical_and(gradient.abs().max().gt(bound)).reshape([.. gradient.shape.Select(_ => 1L)]));
        }

        return decays;
    }

    /// <summary>The gradient of alpha's decay: 2 wd alpha where alpha had a gradient, 0 elsewhere.</summary>
    internal Tensor[] OfAlphas(IBilevelProblem problem, IEnumerable<Tensor> gradients)
    {
        using var noGrad = no_grad();
        return [.. problem.Alphas.Zip(gradients, (alpha, gradient) => (alpha * gradient.abs().IsAbove(Reached)).TimesInPlace(2 * Alphas))];
    }
}
