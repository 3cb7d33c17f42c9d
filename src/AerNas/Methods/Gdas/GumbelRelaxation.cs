// The relaxation of GDAS (Dong, Yang: Searching for a Robust Neural Architecture in Four GPU Hours, CVPR 2019), as AutoDL-Projects
// search_model_gdas.py and search_cells.py forward_gdas have it:
//
//   g    ~ Gumbel(0, 1)                          one draw an update for all cells of a kind
//   p    = softmax((log_softmax(alpha) + g) / tau)
//   h    = one_hot(argmax p) - sg(p) + p         straight-through: the value of the choice, the gradient of p
//
// Only the chosen operation of an edge is computed, times its h. The other h are added to the node as bare numbers: their value is 0, but
// their gradient is the sum of the gradient over the whole feature map, so that every alpha learns.
//
// The official code draws anew where p is not finite; the noise here is always finite. It has no validation pass: for ours every edge
// takes the operation of its largest alpha, without noise.

namespace AerNas.Methods;

/// <summary>One operation an edge, drawn by the Gumbel-max trick, with the gradient of the softmax.</summary>
/// <param name="temperature">tau of each epoch.</param>
internal sealed class GumbelRelaxation(ISchedule temperature) : IRelaxation
{
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        if (context.Level == SearchLevel.Validation) return Relax(alpha, kind => zeros_like(alpha[kind]), 1);
        var noise = Noise(alpha, context);
        return Relax(alpha, kind => noise[kind], temperature.At(context.Moment.Search));
    }

    /// <summary>The mixture that given noise leads to.</summary>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="noise">g of a cell kind. // [E, O]</param>
    /// <param name="tau">The temperature; positive.</param>
    public static Mixture Relax(ArchitectureParameters alpha, Func<CellKind, Tensor> noise, double tau)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tau);
        var space = alpha.Space;
        var soft = space.CellKinds.ToDictionary(kind => kind, kind => Probabilities(alpha.KeptLogits(kind), noise(kind), tau));
        var chosen = soft.ToDictionary(p => p.Key, p => p.Value.detach().argmax(dim: -1)); // [E]
        var columns = chosen.ToDictionary(c => c.Key, c => c.Value.cpu().data<long>().ToArray()); // [E]
        return new Mixture(space,
            kind => (nn.functional.one_hot(chosen[kind], space.Operations.Length).to(soft[kind].dtype) - soft[kind].detach())
                .Plus(soft[kind]), // [E, O]
            (kind, edge, operation) => columns[kind][space.RowOf(edge)] == space.ColumnOf(operation))
        {
            AddsInactiveWeights = true,
        };
    }

    /// <summary>g of an update: the same one each time it is asked for. // [E, O] a kind</summary>
    internal static IReadOnlyDictionary<CellKind, Tensor> Noise(ArchitectureParameters alpha, RelaxationContext context)
    {
        var random = context.Random;
        return alpha.Space.CellKinds.ToDictionary(kind => kind, kind => Draw(ref random, alpha[kind]));
    }

    internal static Tensor Probabilities(Tensor logits, Tensor noise, double tau) =>
        nn.functional.softmax(nn.functional.log_softmax(logits, dim: -1).Plus(noise).Over(tau), dim: -1); // [E, O]

    private static Tensor Draw(ref CounterRandom random, Tensor like)
    {
        var values = new double[like.numel()];
        for (var i = 0; i < values.Length; i++) values[i] = random.Gumbel();
        return tensor(values).reshape(like.shape).to(like.dtype).to(like.device); // [E, O]
    }
}
