// The relaxation of SNAS (Xie, Zheng, Liu, Lin: SNAS: Stochastic Neural Architecture Search, ICLR 2019, eq. 4), the concrete distribution:
//
//   z = softmax((alpha + g) / tau),  g ~ Gumbel(0, 1)           one draw an update for all cells of a kind
//
// Every operation is computed. The supernet is validated on draws, too, as in the official code.

namespace AerNas.Methods;

/// <summary>A draw from the concrete distribution of every edge, differentiable in alpha.</summary>
/// <param name="temperature">tau of each epoch.</param>
internal sealed class ConcreteRelaxation(ISchedule temperature) : IRelaxation
{
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        var noise = GumbelRelaxation.Noise(alpha, context);
        return Relax(alpha, kind => noise[kind], temperature.At(context.Moment.Search));
    }

    /// <summary>The mixture that given noise leads to.</summary>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="noise">g of a cell kind. // [E, O]</param>
    /// <param name="tau">The temperature; positive.</param>
    public static Mixture Relax(ArchitectureParameters alpha, Func<CellKind, Tensor> noise, double tau)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tau);
        return new Mixture(alpha.Space, kind => GumbelRelaxation.Probabilities(alpha.KeptLogits(kind), noise(kind), tau)); // [E, O]
    }
}
