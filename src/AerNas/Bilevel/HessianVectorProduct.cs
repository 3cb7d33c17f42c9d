// Products of a second derivative and a vector, without the matrix.
//
// By central differences of gradients (Liu, Simonyan, Yang: ICLR 2019, eq. 8), for the mixed derivative of the second-order step:
//
//   eps  = 0.01 / || v ||
//   H v  = (grad_x L(y + eps v) - grad_x L(y - eps v)) / (2 eps)        H = d2 L / dx dy
//
// It needs first gradients only, so every engine gives it, and it is what the official code computes.
//
// Exactly, by differentiating twice, for the dominant eigenvalue:
//
//   H v  = grad_x (grad_x L . v)                                        H = d2 L / dx2
//
// Differences would not do there: ReLUs that flip between the two probes bend them. On a supernet of 4 channels and 16 images of 8 pixels,
// in float64, they were off by eleven times the exact product at eps = 0.01, and met it from 1e-4 on, where float32 has no digits left.

namespace AerNas.Bilevel;

/// <summary>The one place for Hessian-vector products.</summary>
public static class HessianVectorProduct
{
    private const double PerturbationScale = 0.01; // quark0/darts architect.py

    /// <summary>The second derivative of a loss, in <paramref name="of"/>, then in <paramref name="at"/>, times a direction.</summary>
    /// <param name="loss">A scalar; it is asked for twice.</param>
    /// <param name="of">Leaves that require gradients.</param>
    /// <param name="at">Leaves that are displaced along the direction; they are left at the last probe.</param>
    /// <param name="values">The values of <paramref name="at"/> around which is probed.</param>
    /// <param name="direction">One tensor for each of <paramref name="at"/>; not all zero.</param>
    /// <returns>Tensors of the shapes of <paramref name="of"/>, owned by the caller's scope.</returns>
    public static Tensor[] ByDifferences(
        Func<Tensor> loss, IReadOnlyList<Tensor> of, IReadOnlyList<Tensor> at, Tensor[] values, Tensor[] direction)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(direction);
        using var norm = Gradients.Norm(direction);
        var epsilon = PerturbationScale / norm.ToNumber();
        var plus = Probe(epsilon);
        var minus = Probe(-epsilon);
        return [.. plus.Zip(minus, (p, m) => (p - m).Over(2 * epsilon))];

        Tensor[] Probe(double step)
        {
            using var scope = NewDisposeScope();
            TensorValues.Write(at, values);
            using (no_grad())
            {
                for (var i = 0; i < direction.Length; i++) at[i].PlusInPlace(direction[i], step);
            }

            return [.. Gradients.Of(loss(), of).Select(gradient => gradient.MoveToOuterDisposeScope())];
        }
    }

    /// <summary>The Hessian of a loss times a direction.</summary>
    /// <param name="gradients">The gradients of the loss in the leaves, differentiable; zero where it does not depend on a leaf.</param>
    /// <param name="leaves">What the loss was differentiated in.</param>
    /// <param name="direction">One tensor a leaf.</param>
    /// <returns>Tensors of the shapes of the leaves, owned by the caller's scope.</returns>
    public static Tensor[] Exact(IReadOnlyList<Tensor> gradients, IReadOnlyList<Tensor> leaves, IReadOnlyList<Tensor> direction)
    {
        using var scope = NewDisposeScope();
        var slope = stack([.. gradients.Zip(direction, (gradient, v) => (gradient * v).sum())]).sum();
        var product = slope.requires_grad ? Gradients.Of(slope, leaves, keepGraph: true) : [.. leaves.Select(leaf => zeros_like(leaf))];
        return [.. product.Select(part => part.MoveToOuterDisposeScope())];
    }
}
