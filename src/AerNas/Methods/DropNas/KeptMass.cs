// The adjustment of DropNAS (Hong et al., IJCAI 2020, section 3.3; wiljohnhong/DropNAS models/search_cnn.py, adjust_alphas). What was
// dropped learned nothing in the update, so its probability must not change by what the kept operations learned. To the kept alphas
// of an edge is added
//
//   k = ln(rho / (1 - rho) * S_drop / S_keep)                  S the sums of exp(alpha) after the update
//     = (l_keep - l_drop) before - (l_keep - l_drop) after     l the logarithms of those sums; rho the kept probability before

namespace AerNas.Methods;

/// <summary>Leaves the probability of the dropped operations of each edge as it was.</summary>
/// <param name="rate">r, as <see cref="DroppedRelaxation"/> has it.</param>
internal sealed class KeptMass(double rate) : IAlphaConstraint
{
    public void Apply(ArchitectureParameters alpha, IReadOnlyList<Tensor> before, RelaxationContext context) =>
        Keep(alpha, before, OperationDrops.Draw(alpha.Space, rate, context));

    /// <summary>Leaves the probability of all but given operations as it was.</summary>
    internal static void Keep(ArchitectureParameters alpha, IReadOnlyList<Tensor> before, KeptOperations kept) =>
        AlphaRows.Rewrite(alpha, before, (kind, edge, was, now) => Shifted(was, now, kept.Row(kind, edge)));

    /// <summary>The alphas of an edge with k added to the kept ones; as they are where nothing was dropped.</summary>
    private static double[] Shifted(double[] was, double[] now, ReadOnlySpan<bool> kept) =>
        kept.Contains(false) ? AlphaRows.Shifted(now, kept, LogOdds(was, kept) - LogOdds(now, kept)) : now;

    /// <summary>l_keep - l_drop.</summary>
    private static double LogOdds(double[] alphas, ReadOnlySpan<bool> kept)
    {
        var (keep, drop) = (0.0, 0.0);
        for (var column = 0; column < alphas.Length; column++)
        {
            if (kept[column]) keep += Math.Exp(alphas[column]);
            else drop += Math.Exp(alphas[column]);
        }

        return Math.Log(keep) - Math.Log(drop);
    }
}
