// Stochastic gradient descent with momentum, as torch.optim.SGD (dampening 0) computes it:
//
//   g <- g + wd w;   v <- m v + g  (the first time v <- g);   w <- w - lr v       (nesterov: w <- w - lr (g + m v))
//
// Written out because the second-order step needs its velocity and because a resumed search must continue in the very same bytes: the
// whole state is one tensor a weight.

using AerNas.Kernels.Optimizers;
using TorchSharp;

namespace AerNas.Bilevel;

/// <summary>The optimizer of the network weights.</summary>
/// <param name="weights">The weights it moves; they stay their owner's.</param>
/// <param name="momentum">Momentum, 0 to 1.</param>
/// <param name="weightDecay">L2 decay added to every gradient, batch norm and biases included.</param>
/// <param name="nesterov">Whether the step looks ahead.</param>
public sealed class MomentumSgd(IReadOnlyList<Tensor> weights, double momentum, double weightDecay, bool nesterov = false) : IDisposable
{
    private readonly IReadOnlyList<Tensor> _weights = weights;
    private readonly Tensor[] _velocity = [.. weights.Select(w => zeros_like(w).detach().DetachFromDisposeScope())];

    /// <summary>The learning rate of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>Momentum.</summary>
    public double Momentum { get; } = momentum;

    /// <summary>L2 decay of the next step.</summary>
    public double WeightDecay { get; set; } = weightDecay;

    /// <summary>L2 decay of a virtual step from here (second-order methods); null: that of the next step.</summary>
    public double? VirtualDecay { get; set; }

    /// <summary>Whether the step looks ahead.</summary>
    public bool Nesterov { get; } = nesterov;

    /// <summary>The velocity of each weight, zero before the first step; live, for checkpoints and the virtual step.</summary>
    public IReadOnlyList<Tensor> Velocity => _velocity;

    /// <summary>Moves the weights in place; the gradients are left as they are.</summary>
    public void Step(IReadOnlyList<Tensor> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        for (var i = 0; i < _weights.Count; i++)
        {
            if (CanUpdateInPlace(_weights[i], gradients[i]))
            {
                MomentumUpdate.Apply(_weights[i].Floats(), _velocity[i].Floats(), gradients[i].Floats(), Rates);
                continue;
            }

            var gradient = gradients[i].Plus(_weights[i], WeightDecay);
            _velocity[i].TimesInPlace(Momentum).PlusInPlace(gradient);
            _weights[i].PlusInPlace(Nesterov ? gradient.PlusInPlace(_velocity[i], Momentum) : _velocity[i], -LearningRate);
        }
    }

    private MomentumRates Rates => new((float)LearningRate, (float)Momentum, (float)WeightDecay, Nesterov);

    private static bool CanUpdateInPlace(Tensor weights, Tensor gradient) =>
        weights.dtype == ScalarType.Float32 && weights.device_type == DeviceType.CPU && weights.is_contiguous() && gradient.is_contiguous();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var velocity in _velocity) velocity.Dispose();
    }
}
