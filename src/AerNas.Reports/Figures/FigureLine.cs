using System.Collections.Immutable;
using ScottPlot;

namespace AerNas.Reports.Figures;

/// <summary>
/// A line of a figure. The first eight are told apart in black and white too: each has a marker of its own, and neighbours have different dashes.
/// </summary>
/// <param name="Name">What it is called in the legend.</param>
/// <param name="Values">One an epoch; what is not a number is left out.</param>
/// <param name="Spread">How far the values scatter to either side, drawn as a band; null for none.</param>
public sealed record FigureLine(string Name, ImmutableArray<double> Values, ImmutableArray<double>? Spread = null)
{
    private const float LineWidth = 1.8f;
    private const float MarkerSize = 7;
    private const int MostMarkers = 12;

    private static readonly Color[] Colors =
    [
        Color.FromHex("#1f5c99"), Color.FromHex("#b3400d"), Color.FromHex("#18735a"), Color.FromHex("#8a2f6b"),
        Color.FromHex("#444444"), Color.FromHex("#7a5b00"), Color.FromHex("#5b3fa0"), Color.FromHex("#a01f33"),
    ];

    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted, LinePattern.DenselyDashed];

    private static readonly MarkerShape[] Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.OpenSquare, MarkerShape.FilledTriangleUp, MarkerShape.OpenDiamond,
        MarkerShape.Cross, MarkerShape.FilledTriangleDown, MarkerShape.Eks, MarkerShape.OpenCircle,
    ];

    /// <summary>Draws the line; epochs are counted from 1.</summary>
    internal void AddTo(Plot plot, int style)
    {
        var color = Colors[style % Colors.Length];
        var places = Enumerable.Range(0, Values.Length).Where(i => double.IsFinite(Values[i])).ToArray();
        if (places.Length == 0) return;
        if (Spread is { } spread && places.Length > 1)
        {
            var band = places.Where(i => double.IsFinite(spread[i])).ToArray();
            var fill = plot.Add.FillY(band.Select(i => i + 1.0).ToArray(), band.Select(i => Values[i] - spread[i]).ToArray(), band.Select(i => Values[i] + spread[i]).ToArray());
            fill.FillColor = color.WithAlpha(0.18);
            fill.LineWidth = 0;
        }

        var line = plot.Add.ScatterLine(places.Select(i => i + 1.0).ToArray(), places.Select(i => Values[i]).ToArray(), color);
        line.LineWidth = LineWidth;
        line.LinePattern = Patterns[style % Patterns.Length];
        var every = Math.Max(1, (places.Length + MostMarkers - 1) / MostMarkers);
        var marked = places.Where(i => i % every == style % every).DefaultIfEmpty(places[0]).ToArray();
        var markers = plot.Add.Markers(marked.Select(i => i + 1.0).ToArray(), marked.Select(i => Values[i]).ToArray(), Markers[style % Markers.Length], MarkerSize, color);
        markers.MarkerLineWidth = LineWidth;
    }

    /// <summary>Its line and marker, for the legend.</summary>
    internal LegendItem Legend(int style)
    {
        var color = Colors[style % Colors.Length];
        return new LegendItem
        {
            LabelText = Name,
            LineColor = color,
            LineWidth = LineWidth,
            LinePattern = Patterns[style % Patterns.Length],
            MarkerShape = Markers[style % Markers.Length],
            MarkerSize = MarkerSize,
            MarkerColor = color,
            MarkerLineWidth = LineWidth,
        };
    }
}
