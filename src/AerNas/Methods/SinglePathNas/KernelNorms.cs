// The norms that indicators compare with thresholds (dstamoulis/single-path-nas nas-search/superkernel.py): of a ring over all channels,
// of the first channels, and of each further step of them. Those of channels count the rings that are kept. Where cells of a kind repeat,
// each norm is the mean over them.

namespace AerNas.Methods;

/// <summary>Norms of the kernel that the operations of an edge share.</summary>
internal static class KernelNorms
{
    private const double Smallest = 1e-12; // the root has no gradient at 0

    /// <summary>The norm beside each indicator, in their order: scalars.</summary>
    /// <param name="indicators">Of the edge.</param>
    /// <param name="squares">Sums of squares. // [cells, rings + 1, steps + 1]</param>
    /// <param name="values">The indicators of rings, asked for once their norms are known.</param>
    public static Tensor[] Of(Indicators indicators, Tensor squares, Func<Tensor[], Tensor[]> values)
    {
        Tensor[] rings = [.. Enumerable.Range(1, indicators.Rings).Select(i => Root(squares.select(1, i).sum(-1)))];
        var kept = Indicators.Products(values(rings), ones([], squares.dtype, squares.device));
        var channels = squares.select(1, 0); // [cells, steps + 1]
        for (var i = 1; i <= indicators.Rings; i++) channels = channels.Plus(squares.select(1, i) * kept[i] * kept[i]);
        Tensor[] steps = [.. channels.unbind(1).Select(Root)];
        return [.. rings, .. steps[(indicators.CanSkip ? 0 : 1)..]];
    }

    /// <summary>The sums of squares of the cells that have the edge; null where no weights are shared.</summary>
    public static Tensor? Squares(Indicators indicators, RelaxationContext context, CellKind kind, EdgeId edge) =>
        context.Kernels?.Invoke(kind, edge) is { Length: > 0 } kernels ? stack([.. kernels.Select(indicators.Squares)]) : null;

    /// <summary>1 where a margin is at least 0, else 0, with the gradient of the sigmoid.</summary>
    public static Tensor Indicate(Tensor margin)
    {
        var sigmoid = margin.sigmoid();
        return margin.detach().ge(zeros_like(margin)).to(margin.dtype).Plus(sigmoid - sigmoid.detach());
    }

    private static Tensor Root(Tensor squares) => squares.AtLeast(Smallest).sqrt().mean();
}
