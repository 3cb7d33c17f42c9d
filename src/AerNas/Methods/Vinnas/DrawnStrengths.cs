// The relaxation of VINNAS (Ferianc et al., arXiv 2007.06103; general knowledge, see Vinnas):
//
//   s = alpha + exp(v / 2) e,  e ~ N(0, 1)          one draw an update for all cells of a kind; the supernet is validated on the means
//
// A strength multiplies its operation as it is: strengths of an edge do not add up to 1, and may be below 0.

namespace AerNas.Methods;

/// <summary>Strengths of operations, drawn around alpha with a variance that is learned.</summary>
internal sealed class DrawnStrengths : IRelaxation
{
    /// <summary>The name of v among what stands beside alpha.</summary>
    public const string LogVariance = "logVariance";

    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        if (context.Level == SearchLevel.Validation) return Mixture.OfKept(alpha, kind => alpha[kind]);
        var random = context.Random;
        var noise = alpha.Space.CellKinds.ToDictionary(kind => kind, kind => Draw(ref random, alpha[kind]));
        return Relax(alpha, kind => noise[kind]);
    }

    /// <summary>The mixture that given noise leads to.</summary>
    /// <param name="alpha">Means and log variances.</param>
    /// <param name="noise">e of a cell kind. // [E, O]</param>
    public static Mixture Relax(ArchitectureParameters alpha, Func<CellKind, Tensor> noise) => Mixture.OfKept(alpha, kind =>
    {
        using var scope = NewDisposeScope();
        var deviation = alpha.CompanionOf(kind).Times(0.5).exp(); // [E, O]
        return alpha[kind].Plus(deviation * noise(kind)).MoveToOuterDisposeScope();
    });

    /// <summary>log(mean^2 / variance) of each operation: how far it stands out of its noise. // [E, O]</summary>
    public static Tensor Relevance(ArchitectureParameters alpha, CellKind kind)
    {
        using var scope = NewDisposeScope();
        return (alpha[kind].Power(2).log() - alpha.CompanionOf(kind)).MoveToOuterDisposeScope();
    }

    private static Tensor Draw(ref CounterRandom random, Tensor like)
    {
        var values = new double[like.numel()];
        for (var i = 0; i < values.Length; i++) values[i] = random.Normal();
        return tensor(values).reshape(like.shape).to(like.dtype).to(like.device); // [E, O]
    }
}
