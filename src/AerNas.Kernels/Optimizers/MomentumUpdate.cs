// Gradient descent with momentum in one pass over memory, where torch makes five and a temporary of the size of all weights:
//
//   g <- g + wd w;   v <- m v + g;   w <- w - lr v       (nesterov: w <- w - lr (g + m v))
//
// Lanes are weights. Products are fused with sums as torch's vectorized kernels fuse them, so both round alike.

using System.Numerics;

namespace AerNas.Kernels.Optimizers;

/// <summary>One step of gradient descent with momentum.</summary>
public static class MomentumUpdate
{
    /// <summary>Moves weights and velocity in place; the gradient is left as it is.</summary>
    /// <param name="weights">w.</param>
    /// <param name="velocity">v, of the same length.</param>
    /// <param name="gradient">g, of the same length.</param>
    /// <param name="rates">The constants.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Apply(Span<float> weights, Span<float> velocity, ReadOnlySpan<float> gradient, MomentumRates rates)
    {
        if (weights.Length != velocity.Length || weights.Length != gradient.Length)
            throw new ArgumentException($"There are {weights.Length} weights, {velocity.Length} velocities and "
                + $"{gradient.Length} gradients.", nameof(weights));
        var lanes = Vector<float>.Count;
        var i = 0;
        for (; i + lanes <= weights.Length; i += lanes)
        {
            var (w, v) = Move(new Vector<float>(weights[i..]), new Vector<float>(velocity[i..]), new Vector<float>(gradient[i..]), rates);
            v.CopyTo(velocity[i..]);
            w.CopyTo(weights[i..]);
        }

        for (; i < weights.Length; i++)
        {
            var (w, v) = Move(new Vector<float>(weights[i]), new Vector<float>(velocity[i]), new Vector<float>(gradient[i]), rates);
            (weights[i], velocity[i]) = (w[0], v[0]);
        }
    }

    private static (Vector<float> Weights, Vector<float> Velocity) Move(
        Vector<float> w, Vector<float> v, Vector<float> g, MomentumRates rates)
    {
        var momentum = new Vector<float>(rates.Momentum);
        g = Vector.MultiplyAddEstimate(new Vector<float>(rates.WeightDecay), w, g);
        v = v * momentum + g;
        var step = rates.Nesterov ? Vector.MultiplyAddEstimate(momentum, v, g) : v;
        return (Vector.MultiplyAddEstimate(new Vector<float>(-rates.LearningRate), step, w), v);
    }
}

/// <summary>The constants of a step of gradient descent with momentum.</summary>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Momentum">Momentum, 0 to 1.</param>
/// <param name="WeightDecay">L2 decay added to the gradient.</param>
/// <param name="Nesterov">Whether the step looks ahead.</param>
public readonly record struct MomentumRates(float LearningRate, float Momentum, float WeightDecay, bool Nesterov);
