// SDARTS-ADV (Chen, Hsieh: ICML 2020, algorithm 1; SmoothDARTS attacker/perturb.py Linf_PGD_alpha):
//
//   p0    = normalize(p + U(-epsilon, epsilon))
//   p     <- p_k + (2 epsilon / K) sign(grad_p L_train(w, p_k))                K steps; the gradient is taken of the mixture, not of alpha
//   p_k+1 = normalize(p + clamp(that - p, -epsilon, epsilon))
//
// w learns at p_K, unless L_train is lower there than at p. All of these losses are taken in evaluation mode, so that no running statistic
// moves. As official, the normalization comes after the clamp and may leave the ball by a little.

using AerNas.Bilevel;

namespace AerNas.Methods;

/// <summary>SDARTS-ADV: w learns at the worst point around the mixture that a few steps of projected gradient ascent find.</summary>
/// <param name="radius">epsilon of each epoch.</param>
/// <param name="steps">K; officially 7.</param>
internal sealed class AdversarialPerturbation(ISchedule radius, int steps) : IMixturePerturbation
{
    public Mixture Perturb(Mixture mixture, RelaxationContext context, Func<Mixture, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var epsilon = radius.At(context.Moment.Search);
        var origin = mixture.WithWeights(kind => mixture[kind].detach());
        var worst = Worse(origin, Points(origin, PerturbedRows.Around(origin, context, epsilon), epsilon, loss)[^1], loss);
        return worst.WithWeights(kind => worst[kind].MoveToOuterDisposeScope());
    }

    /// <summary>p_0 to p_K: constants of the caller's scope.</summary>
    /// <param name="origin">p.</param>
    /// <param name="start">p_0.</param>
    /// <param name="epsilon">How far they may be from p, but for the normalization.</param>
    /// <param name="loss">What they climb.</param>
    internal IReadOnlyList<Mixture> Points(Mixture origin, Mixture start, double epsilon, Func<Mixture, Tensor> loss)
    {
        var points = new List<Mixture> { start };
        for (var step = 0; step < steps; step++) points.Add(Climb(origin, points[^1], epsilon, loss));
        return points;
    }

    /// <summary>The mixture that w learns at: the end of an attack, unless the loss is lower there than without.</summary>
    internal static Mixture Worse(Mixture origin, Mixture attack, Func<Mixture, Tensor> loss) =>
        Value(loss, origin) > Value(loss, attack) ? origin : attack;

    private Mixture Climb(Mixture origin, Mixture from, double epsilon, Func<Mixture, Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var kinds = origin.Space.CellKinds;
        var leaves = kinds.ToDictionary(kind => kind, kind => from[kind].clone().requires_grad_(true)); // [E, O]
        var gradients = Gradients.Of(loss(from.WithWeights(kind => leaves[kind])), [.. kinds.Select(kind => leaves[kind])]);
        return from.WithWeights(Next);

        Tensor Next(CellKind kind)
        {
            var climbed = leaves[kind].detach().Plus(gradients[kinds.IndexOf(kind)].sign(), 2 * epsilon / steps);
            var near = origin[kind].Plus((climbed - origin[kind]).Between(-epsilon, epsilon));
            return PerturbedRows.Normalize(near).MoveToOuterDisposeScope();
        }
    }

    private static double Value(Func<Mixture, Tensor> loss, Mixture mixture)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return loss(mixture).ToNumber();
    }
}
