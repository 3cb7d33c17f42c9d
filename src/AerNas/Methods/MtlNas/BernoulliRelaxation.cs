// The gates of MTL-NAS (Gao et al., CVPR 2020; bhpfelix/MTLNAS core/models/supernet.py): every operation is in or out by itself, with
// probability sigmoid(alpha) of being in. w learns on a sample of the concrete (Gumbel) relaxation of that distribution,
//
//   gate = sigmoid((log u - log(1 - u) + log p - log(1 - p)) / tau)            p = sigmoid(alpha), so that the last two are alpha
//   u ~ U(0, 1)                                                                one draw an update for all cells of a kind
//   tau  = T (1 - t)^2                                                         t the part of all steps that are done
//
// alpha on gate = sigmoid(alpha), or on samples too, and validation on the gates that are open in the end, alpha > 0.

namespace AerNas.Methods;

/// <summary>Operations that are in or out by themselves, relaxed so that alpha has a gradient.</summary>
/// <param name="temperature">T, tau of the first step; positive. Officially 1.</param>
/// <param name="alphaGates">What the updates of alpha see.</param>
internal sealed class BernoulliRelaxation(double temperature, AlphaGates alphaGates) : IRelaxation
{
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        if (context.Level == SearchLevel.Validation)
        {
            return new Mixture(alpha.Space, kind => alpha[kind].detach().IsAbove(0).to(alpha[kind].dtype));
        }

        if (context.Level == SearchLevel.Alpha && alphaGates == AlphaGates.Probability)
            return new Mixture(alpha.Space, kind => sigmoid(alpha.KeptLogits(kind)));
        var random = context.Random;
        var drawn = alpha.Space.CellKinds.ToDictionary(kind => kind, kind => Draw(ref random, alpha[kind]));
        var tau = Temperature(context.Moment);
        return new Mixture(alpha.Space, kind => Gates(alpha[kind], drawn[kind], tau));
    }

    /// <inheritdoc/>
    /// <returns>sigmoid(alpha) of each operation by itself; 0 of none, which is no gate.</returns>
    public double[,] Probabilities(ArchitectureParameters alpha, CellKind kind) => SigmoidRelaxation.Gates(alpha, kind);

    /// <summary>tau of a moment.</summary>
    public double Temperature(SearchMoment moment) => temperature * Math.Pow(1 - moment.Search.StepFraction, 2);

    /// <summary>The gates that given draws lead to, in the order of PyTorch's RelaxedBernoulli: a small tau minds. // [E, O]</summary>
    /// <param name="logits">alpha. // [E, O]</param>
    /// <param name="uniforms">u, above 0 and at most 1. // [E, O]</param>
    /// <param name="tau">The temperature; positive.</param>
    public static Tensor Gates(Tensor logits, Tensor uniforms, double tau)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tau);
        using var scope = NewDisposeScope();
        var (u, p) = (Inside(uniforms), Inside(sigmoid(logits)));
        var logit = (u.log() - u.negative().log1p()).Plus(p.log()) - p.negative().log1p();
        return sigmoid(logit.Over(tau)).MoveToOuterDisposeScope();
    }

    /// <summary>Probabilities whose logarithm and whose complement's are finite: at least a rounding away from 0 and 1.</summary>
    private static Tensor Inside(Tensor probabilities)
    {
        var rounding = finfo(probabilities.dtype).eps;
        return probabilities.Between(rounding, 1 - rounding);
    }

    private static Tensor Draw(ref CounterRandom random, Tensor like)
    {
        var values = new double[like.numel()];
        for (var i = 0; i < values.Length; i++) values[i] = random.Uniform();
        return tensor(values).reshape(like.shape).to(like.dtype).to(like.device); // [E, O]
    }
}
