using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>The operation of each edge that its indicators choose, each by itself: that need not be the most probable one. Where that is
/// ruled out, the one of the largest alpha.</summary>
internal sealed class IndicatorRule : IDiscretization
{
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var space = alpha.Space;
        return new ChosenOperations(space, kind =>
        {
            var values = alpha.ToArray(kind);
            return space.Edges.Select(edge =>
            {
                var indicators = Indicators.Of(space, kind, edge)!;
                var row = alpha[kind][space.RowOf(edge)].detach().to(ScalarType.Float64).cpu();
                var chosen = indicators.Chosen([.. indicators.Margins(row).Select(margin => margin.ToNumber())]);
                CandidateOperation[] among = [.. candidates.Of(kind, edge)];
                return new GenotypeEdge(edge, among.Contains(chosen)
                    ? chosen
                    : among.MaxBy(operation => values[space.RowOf(edge), space.ColumnOf(operation)])!);
            });
        });
    }
}
