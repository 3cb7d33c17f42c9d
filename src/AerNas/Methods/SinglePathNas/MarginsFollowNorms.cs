// What makes margins of alphas: the optimizer moves alpha as it would the thresholds, and w moves the norms, so that after an update
//
//   x = x of the alphas that the optimizer left + norm after - norm before
//
// and the alphas are written anew by x (Indicators). Thresholds are no variables of their own: they are norm - x.

namespace AerNas.Methods;

/// <summary>Adds to margins what the norms of the shared kernels gained.</summary>
internal sealed class MarginsFollowNorms : IAlphaConstraint
{
    public IReadOnlyList<Tensor> Remember(ArchitectureParameters alpha, RelaxationContext context)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return [.. alpha.Tensors.Select(tensor => tensor.detach().clone().MoveToOuterDisposeScope()),
            .. Edges(alpha.Space).Select(place => Squares(place.Indicators, context, place.Kind, place.Edge).MoveToOuterDisposeScope())];
    }

    public void Apply(ArchitectureParameters alpha, IReadOnlyList<Tensor> before, RelaxationContext context)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var squares = Edges(alpha.Space).Zip(before.Skip(alpha.Space.CellKinds.Length))
            .ToDictionary(place => (place.First.Kind, place.First.Edge), place => place.Second);
        AlphaRows.Rewrite(alpha, before, (kind, edge, was, now) =>
        {
            var indicators = Indicators.Of(alpha.Space, kind, edge)!;
            var margins = Numbers(indicators.Margins(tensor(now)));
            var moved = Moved(indicators, Numbers(indicators.Margins(tensor(was))), margins, squares[(kind, edge)],
                Squares(indicators, context, kind, edge));
            return indicators.Alphas(moved, now);
        });
    }

    /// <summary>The margins with what norms gained.</summary>
    private static double[] Moved(Indicators indicators, double[] was, double[] now, Tensor squaresBefore, Tensor squaresAfter)
    {
        if (squaresAfter.numel() == 0) return now;
        var moved = (double[])now.Clone();
        var before = Numbers(KernelNorms.Of(indicators, squaresBefore, _ => Kept(indicators, was)));
        var after = Numbers(KernelNorms.Of(indicators, squaresAfter, rings =>
        {
            for (var i = 0; i < rings.Length; i++) moved[i] = now[i] + rings[i].ToNumber() - before[i];
            return Kept(indicators, moved);
        }));
        for (var i = indicators.Rings; i < moved.Length; i++) moved[i] = now[i] + after[i] - before[i];
        return moved;
    }

    private static Tensor[] Kept(Indicators indicators, double[] margins) =>
        [.. margins.Take(indicators.Rings).Select(margin => tensor(margin >= 0 ? 1.0 : 0.0))];

    private static Tensor Squares(Indicators indicators, RelaxationContext context, CellKind kind, EdgeId edge) =>
        KernelNorms.Squares(indicators, context, kind, edge)?.detach().to(ScalarType.Float64).cpu() ?? zeros([0], ScalarType.Float64);

    private static IEnumerable<(CellKind Kind, EdgeId Edge, Indicators Indicators)> Edges(SearchSpace space) =>
        from kind in space.CellKinds from edge in space.Edges select (kind, edge, Indicators.Of(space, kind, edge)!);

    private static double[] Numbers(Tensor[] scalars) => [.. scalars.Select(scalar => scalar.ToNumber())];
}
