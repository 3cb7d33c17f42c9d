using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>The one operation an edge that its indicators choose, with the gradient of their sigmoids in alpha and in the norms of what the
/// operations share.</summary>
/// <param name="options">When indicators are dropped.</param>
internal sealed class IndicatorRelaxation(IndicatorOptions options) : IRelaxation
{
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        var (space, random) = (alpha.Space, context.Random);
        if (context.Level == SearchLevel.Validation)
        {
            var like = alpha[space.CellKinds[0]];
            return Mixture.Of(new IndicatorRule().Choose(alpha), like.dtype, like.device);
        }

        var dropped = context.Level == SearchLevel.Weights && options.WarmsUp(context.Moment.Search) ? options.Dropped : 0;
        return new Mixture(space, kind => stack([.. space.Edges.Select(edge => Row(kind, edge))])); // [E, O]

        Tensor Row(CellKind kind, EdgeId edge)
        {
            var indicators = Indicators.Of(space, kind, edge)!;
            var values = Values(indicators, alpha[kind][space.RowOf(edge)], KernelNorms.Squares(indicators, context, kind, edge));
            return indicators.Weights([.. values.Select(value =>
                dropped == 0 ? value : value.Times(random.Uniform() < dropped ? 0 : 1 / (1 - dropped)))]);
        }
    }

    /// <summary>The indicators of an edge: scalars.</summary>
    private static Tensor[] Values(Indicators indicators, Tensor alpha, Tensor? squares)
    {
        var margins = indicators.Margins(alpha);
        if (squares is null) return [.. margins.Select(KernelNorms.Indicate)];
        var norms = KernelNorms.Of(indicators, squares,
            rings => [.. rings.Select((norm, i) => KernelNorms.Indicate(With(margins[i], norm)))]);
        return [.. margins.Zip(norms, (margin, norm) => KernelNorms.Indicate(With(margin, norm)))];
    }

    /// <summary>A margin, which holds its norm already, with the gradient of the norm.</summary>
    private static Tensor With(Tensor margin, Tensor norm) => margin.Plus(norm - norm.detach());
}
