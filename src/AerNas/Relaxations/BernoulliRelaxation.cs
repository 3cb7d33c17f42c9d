// The gates of MTL-NAS (Gao et al., CVPR 2020; bhpfelix/MTLNAS core/models/supernet.py): every operation is in or out by itself, with
// probability sigmoid(alpha) of being in. Both levels learn on a sample of the concrete (Gumbel) relaxation of that distribution,
//
//   gate = sigmoid((alpha + log u - log(1 - u)) / tau),   u ~ U(0, 1)          one draw an update for all cells of a kind
//   tau  = T (1 - e / E)^2                                                     in epoch e; officially by the step
//
// and validation on the gates that are open in the end, alpha > 0.

using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>Operations that are in or out by themselves, relaxed so that alpha has a gradient.</summary>
/// <param name="temperature">T, tau of the first epoch; positive. Officially 1.</param>
public sealed class BernoulliRelaxation(double temperature) : IRelaxation
{
    /// <inheritdoc/>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        if (context.Level == SearchLevel.Validation)
        {
            return new Mixture(alpha.Space, kind => alpha[kind].detach().IsAbove(0).to(alpha[kind].dtype));
        }

        var random = context.Random;
        var noise = alpha.Space.CellKinds.ToDictionary(kind => kind, kind => Draw(ref random, alpha[kind]));
        var tau = Temperature(context.Moment);
        return new Mixture(alpha.Space, kind => Gates(alpha[kind], noise[kind], tau));
    }

    /// <summary>tau of a moment.</summary>
    public double Temperature(SearchMoment moment) => temperature * Math.Pow(1 - moment.Search.Fraction, 2);

    /// <summary>The gates that given noise leads to. // [E, O]</summary>
    /// <param name="logits">alpha. // [E, O]</param>
    /// <param name="noise">log u - log(1 - u). // [E, O]</param>
    /// <param name="tau">The temperature; positive.</param>
    public static Tensor Gates(Tensor logits, Tensor noise, double tau)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tau);
        using var scope = NewDisposeScope();
        return sigmoid(logits.Plus(noise).Over(tau)).MoveToOuterDisposeScope();
    }

    private static Tensor Draw(ref CounterRandom random, Tensor like)
    {
        var values = new double[like.numel()];
        for (var i = 0; i < values.Length; i++)
        {
            var u = random.Uniform();
            values[i] = Math.Log(u) - Math.Log(1 - u);
        }

        return tensor(values).reshape(like.shape).to(like.dtype).to(like.device); // [E, O]
    }
}
