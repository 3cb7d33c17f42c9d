// The gates of MTL-NAS (Gao et al., CVPR 2020; bhpfelix/MTLNAS core/models/supernet.py): every operation is in or out by itself, with
// probability sigmoid(alpha) of being in. w learns on a sample of the concrete (Gumbel) relaxation of that distribution,
//
//   gate = sigmoid((alpha + log u - log(1 - u)) / tau),   u ~ U(0, 1)          one draw an update for all cells of a kind
//   tau  = T (1 - t)^2                                                         t the part of all steps that are done
//
// alpha on gate = sigmoid(alpha), or on samples too, and validation on the gates that are open in the end, alpha > 0.

using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>Operations that are in or out by themselves, relaxed so that alpha has a gradient.</summary>
/// <param name="temperature">T, tau of the first step; positive. Officially 1.</param>
/// <param name="alphaGates">What the updates of alpha see.</param>
public sealed class BernoulliRelaxation(double temperature, AlphaGates alphaGates) : IRelaxation
{
    /// <inheritdoc/>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        if (context.Level == SearchLevel.Validation)
        {
            return new Mixture(alpha.Space, kind => alpha[kind].detach().IsAbove(0).to(alpha[kind].dtype));
        }

        if (context.Level == SearchLevel.Alpha && alphaGates == AlphaGates.Probability) return new Mixture(alpha.Space, kind => sigmoid(alpha[kind]));
        var random = context.Random;
        var drawn = alpha.Space.CellKinds.ToDictionary(kind => kind, kind => Draw(ref random, alpha[kind]));
        var tau = Temperature(context.Moment);
        return new Mixture(alpha.Space, kind => Gates(alpha[kind], drawn[kind], tau));
    }

    /// <summary>tau of a moment.</summary>
    public double Temperature(SearchMoment moment) => temperature * Math.Pow(1 - moment.Search.StepFraction, 2);

    /// <summary>The gates that given draws lead to, by the official order of operations, which a small tau makes matter. // [E, O]</summary>
    /// <param name="logits">alpha. // [E, O]</param>
    /// <param name="uniforms">u, above 0 and at most 1. // [E, O]</param>
    /// <param name="tau">The temperature; positive.</param>
    public static Tensor Gates(Tensor logits, Tensor uniforms, double tau)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(uniforms);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tau);
        using var scope = NewDisposeScope();
        return sigmoid((logits.Plus(uniforms.log()) - uniforms.SubtractedFrom(1.0).log()).Over(tau)).MoveToOuterDisposeScope();
    }

    private static Tensor Draw(ref CounterRandom random, Tensor like)
    {
        var values = new double[like.numel()];
        for (var i = 0; i < values.Length; i++) values[i] = random.Uniform();
        return tensor(values).reshape(like.shape).to(like.dtype).to(like.device); // [E, O]
    }
}
