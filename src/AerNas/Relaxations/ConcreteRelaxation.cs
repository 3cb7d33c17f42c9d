// The relaxation of SNAS (Xie, Zheng, Liu, Lin: SNAS: Stochastic Neural Architecture Search, ICLR 2019, eq. 4), the concrete distribution:
//
//   z = softmax((alpha + g) / tau),  g ~ Gumbel(0, 1)           one draw an update for all cells of a kind
//
// Every operation is computed. The supernet is validated on draws, too, as in the official code.

namespace AerNas.Relaxations;

/// <summary>A draw from the concrete distribution of every edge, differentiable in alpha.</summary>
/// <param name="temperature">tau of each epoch.</param>
public sealed class ConcreteRelaxation(TemperatureSchedule temperature) : IRelaxation
{
    /// <inheritdoc/>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        var search = context.Moment.Search;
        var tau = temperature.At(search.Epoch, search.Epochs);
        var noise = GumbelRelaxation.Noise(alpha, context);
        return new Mixture(alpha.Space, kind => GumbelRelaxation.Probabilities(alpha[kind], noise[kind], tau)); // [E, O]
    }
}
