using ScottPlot;

namespace AerNas.Reports.Figures;

/// <summary>A line of a figure.</summary>
/// <param name="Name">What it is called in the legend.</param>
/// <param name="Values">One an epoch; what is not a number is left out.</param>
/// <param name="Spread">How far the values scatter to either side, drawn as a band; null for none.</param>
public sealed record FigureLine(string Name, ImmutableArray<double> Values, ImmutableArray<double>? Spread = null)
{
    private const float LineWidth = 1.8f;
    private const float MarkerSize = 7;
    private const int MostMarkers = 12;

    /// <summary>Draws the line; epochs are counted from 1.</summary>
    internal void AddTo(Plot plot, int number)
    {
        var style = new LineStyle(number);
        var places = Enumerable.Range(0, Values.Length).Where(i => double.IsFinite(Values[i])).ToArray();
        if (places.Length == 0) return;
        if (Spread is { } spread && places.Length > 1)
        {
            var band = places.Where(i => double.IsFinite(spread[i])).ToArray();
            var fill = plot.Add.FillY(band.Select(i => i + 1.0).ToArray(), band.Select(i => Values[i] - spread[i]).ToArray(),
                band.Select(i => Values[i] + spread[i]).ToArray());
            fill.FillColor = style.Color.WithAlpha(0.18);
            fill.LineWidth = 0;
        }

        var line = plot.Add.ScatterLine(places.Select(i => i + 1.0).ToArray(), places.Select(i => Values[i]).ToArray(), style.Color);
        line.LineWidth = LineWidth;
        line.LinePattern = style.Pattern;
        var every = Math.Max(1, (places.Length + MostMarkers - 1) / MostMarkers);
        var marked = places.Where(i => i % every == number % every).DefaultIfEmpty(places[0]).ToArray();
        var markers = plot.Add.Markers(marked.Select(i => i + 1.0).ToArray(), marked.Select(i => Values[i]).ToArray(), style.Marker,
            MarkerSize, style.Color);
        markers.MarkerLineWidth = LineWidth;
    }

    internal LegendItem Legend(int number)
    {
        var style = new LineStyle(number);
        return new LegendItem
        {
            LabelText = PrintableText.Of(Name),
            LineColor = style.Color,
            LineWidth = LineWidth,
            LinePattern = style.Pattern,
            MarkerShape = style.Marker,
            MarkerSize = MarkerSize,
            MarkerColor = style.Color,
            MarkerLineWidth = LineWidth,
        };
    }
}
