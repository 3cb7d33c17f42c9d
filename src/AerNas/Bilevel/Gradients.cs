namespace AerNas.Bilevel;

/// <summary>The one place that asks autograd for gradients and clips them.</summary>
public static class Gradients
{
    private const double ClipGuard = 1e-6; // torch.nn.utils.clip_grad_norm_

    /// <summary>The gradients of a scalar, in the order asked; a tensor the loss does not depend on has a gradient of zero.</summary>
    /// <param name="loss">A scalar.</param>
    /// <param name="of">Leaves that require gradients.</param>
    /// <param name="keepGraph">Whether the scalar can be asked for its gradients again.</param>
    /// <param name="differentiable">Whether the gradients can be asked for theirs; the graph is kept too then.</param>
    /// <returns>Tensors of the shapes of <paramref name="of"/>, owned by the caller's scope.</returns>
    public static Tensor[] Of(Tensor loss, IReadOnlyList<Tensor> of, bool keepGraph = false, bool differentiable = false)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(of);
        if (of.Count == 0) return [];
        var gradients = autograd.grad(
            [loss], [.. of], retain_graph: keepGraph || differentiable, create_graph: differentiable,
            allow_unused: true); // without it an unused leaf aborts the process
        BackwardFailure.ThrowIfAny();
        return [.. gradients.Select((gradient, i) => gradient.IsInvalid ? zeros_like(of[i]) : gradient)];
    }

    /// <summary>Makes leaves constants until the result is disposed of: a pass that is not asked for their gradients then keeps nothing for
    /// them.</summary>
    public static IDisposable Hold(IReadOnlyList<Tensor> leaves) => new HeldLeaves(leaves);

    /// <summary>The Euclidean norm of all tensors taken as one vector: a scalar.</summary>
    public static Tensor Norm(IReadOnlyList<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using var scope = NewDisposeScope();
        return stack([.. tensors.Select(t => t.norm())]).norm().MoveToOuterDisposeScope();
    }

    /// <summary>Scales tensors in place so that their joint norm does not exceed a bound, as torch's clip_grad_norm_ does.</summary>
    /// <param name="tensors">What is measured and scaled.</param>
    /// <param name="maxNorm">The bound; positive.</param>
    /// <returns>The norm before scaling: a scalar owned by the caller's scope.</returns>
    public static Tensor ClipNorm(IReadOnlyList<Tensor> tensors, double maxNorm)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNorm);
        var norm = Norm(tensors);
        using var scope = NewDisposeScope();
        var factor = norm.Plus(ClipGuard).reciprocal().Times(maxNorm).AtMost(1);
        foreach (var tensor in tensors) tensor.mul_(factor);
        return norm;
    }
}
