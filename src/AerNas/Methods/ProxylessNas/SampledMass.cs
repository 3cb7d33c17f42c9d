// What ProxylessNAS does to alpha after an update of two paths (Cai, Zhu, Han: ProxylessNAS, ICLR 2019, section 3.2.1;
// mit-han-lab/proxylessnas search/modules/mix_op.py, rescale_updated_arch_param): what was not drawn must not gain or lose by what the two
// learned, so from both is taken
//
//   log(sum exp(alpha after)) - log(sum exp(alpha before))       sums over the two
//
// An edge of which nothing but the open operation was involved has learned nothing, and is as it was; so it is officially, too, where its
// optimizer does not see it at all.

namespace AerNas.Methods;

/// <summary>Keeps the sum of exp(alpha) over what was involved, and edges that rested as they were.</summary>
/// <param name="options">As <see cref="GateRelaxation"/> has them.</param>
internal sealed class SampledMass(GateOptions options) : IAlphaConstraint
{
    public void Apply(ArchitectureParameters alpha, IReadOnlyList<Tensor> before, RelaxationContext context)
    {
        var kinds = alpha.Space.CellKinds;
        var gates = BinaryGates.Draw(
            alpha.Kept, kind => ArchitectureParameters.Table(before[kinds.IndexOf(kind)]), options, context.Random);
        AlphaRows.Rewrite(alpha, before, (kind, edge, was, now) => Row(gates.Involved.Row(kind, edge), was, now));
    }

    private double[] Row(ReadOnlySpan<bool> involved, double[] was, double[] now)
    {
        if (involved.Count(true) == 1) return was;
        return options.Paths == GatePaths.All ? now
            : AlphaRows.Shifted(now, involved, LogOfSum(was, involved) - LogOfSum(now, involved));
    }

    private static double LogOfSum(double[] alphas, ReadOnlySpan<bool> involved)
    {
        var (largest, sum) = (double.NegativeInfinity, 0.0);
        for (var column = 0; column < alphas.Length; column++) largest = involved[column] ? Math.Max(largest, alphas[column]) : largest;
        for (var column = 0; column < alphas.Length; column++) sum += involved[column] ? Math.Exp(alphas[column] - largest) : 0;
        return largest + Math.Log(sum);
    }
}
