// The eigenvalue of largest magnitude of a Hessian H, by power iteration:
//
//   v0 random;   v <- H v / || H v ||;   lambda = v . H v
//
// The Rayleigh quotient lambda is off by the square of v's error, so few iterations give it. A random start matters: the logits of one
// edge enter through a softmax, so constant vectors are in the Hessian's null space.

using AerNas.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Bilevel;

/// <summary>The dominant eigenvalue of a loss's Hessian.</summary>
public static class DominantEigenvalue
{
    private const int MostIterations = 40;
    private const double Tolerance = 1e-4; // of the eigenvalue, from one iteration to the next

    /// <summary>The eigenvalue of largest magnitude, with its sign; 0 where the loss is linear or does not depend on the leaves.</summary>
    /// <param name="loss">A scalar, twice differentiable.</param>
    /// <param name="leaves">What the Hessian is taken in.</param>
    /// <param name="seed">Of the start vector.</param>
    public static double Of(Tensor loss, IReadOnlyList<Tensor> leaves, int seed)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(leaves);
        if (!loss.requires_grad) return 0;
        using var scope = NewDisposeScope();
        var gradients = Gradients.Of(loss, leaves, differentiable: true);
        return Iterate(direction => HessianVectorProduct.Exact(gradients, leaves, direction), Start(leaves, seed));
    }

    private static double Iterate(Func<Tensor[], Tensor[]> product, Tensor[] start)
    {
        var (direction, found) = (start, 0.0);
        for (var i = 0; i < MostIterations; i++)
        {
            var image = product(direction);
            var (before, norm) = (found, Gradients.Norm(image).ToDouble());
            if (norm == 0) return 0;
            found = direction.Zip(image, (v, hv) => (v * hv).sum().ToDouble()).Sum();
            if (Math.Abs(found - before) <= Tolerance * Math.Abs(found)) break;
            direction = [.. image.Select(part => part / norm)];
        }

        return found;
    }

    private static Tensor[] Start(IReadOnlyList<Tensor> leaves, int seed)
    {
        var random = new CounterRandom(seed, RandomStream.PowerIteration, 0, 0);
        var drawn = new List<Tensor>();
        foreach (var leaf in leaves)
        {
            var values = new double[leaf.numel()];
            for (var i = 0; i < values.Length; i++) values[i] = random.Uniform() - 0.5;
            drawn.Add(tensor(values).reshape(leaf.shape).to(leaf.dtype).to(leaf.device));
        }

        var norm = Gradients.Norm(drawn).ToDouble();
        return [.. drawn.Select(part => part / norm)];
    }
}
