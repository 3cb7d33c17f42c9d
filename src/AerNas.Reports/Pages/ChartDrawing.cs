using System.Text;
using static AerNas.Reports.Pages.Html;

namespace AerNas.Reports.Pages;

/// <summary>Draws a chart as SVG inside a page, whose styles colour it; its script moves the line at the shown epoch.</summary>
internal sealed class ChartDrawing
{
    private const double LetterWidth = 7; // of a tick's label, at 12 pixels
    private const double MostMarkers = 26;

    private readonly LineChart _chart;
    private readonly ChartScale _epochs;
    private readonly ChartScale _values;
    private readonly double _width;
    private readonly double _height;
    private readonly double _left;
    private readonly double _right;
    private readonly double _top = 10;
    private readonly double _bottom;

    private ChartDrawing(LineChart chart)
    {
        _chart = chart;
        (_width, _height) = chart.IsSmall ? (300, 150) : (440, 230);
        _epochs = ChartScale.OfEpochs(chart.Lines.Max(line => line.Values.Length));
        _values = ChartScale.Around(chart.Limit is { } limit ? [0, limit] : chart.Lines.SelectMany(Reach),
            chart.Quantity == Quantity.Count ? 1 : 0);
        _left = 12 + LetterWidth * _values.Ticks.Max(tick => chart.Quantity.WriteTick(tick).Length);
        _right = _width - 16;
        _bottom = _height - (chart.IsSmall ? 20 : 38);
    }

    /// <summary>The chart as an SVG element; it must have lines.</summary>
    public static string Svg(LineChart chart) => new ChartDrawing(chart).Draw();

    private string Draw()
    {
        var svg = new StringBuilder($"<svg class=\"plot\" viewBox=\"0 0 {Number(_width)} {Number(_height)}\" role=\"img\" "
            + $"aria-label=\"{Text(_chart.Describe())}\">\n");
        AppendAxes(svg);
        var (first, last) = (X(_epochs.Ticks[0]), X(_epochs.Ticks[^1]));
        var step = _epochs.Ticks.Length == 1 ? 0 : (last - first) / (_epochs.Ticks[^1] - _epochs.Ticks[0]);
        svg.Append($"<line class=\"cursor\" x1=\"{Number(last)}\" x2=\"{Number(last)}\" y1=\"{Number(_top)}\" y2=\"{Number(_bottom)}\" "
            + $"data-first=\"{Number(first)}\" data-step=\"{step:R}\"/>\n");
        foreach (var line in _chart.Lines) AppendBand(svg, line);
        foreach (var line in _chart.Lines) AppendLine(svg, line);
        return svg.Append("</svg>\n").ToString();
    }

    private void AppendAxes(StringBuilder svg)
    {
        foreach (var tick in _values.Ticks)
        {
            var y = Y(tick);
            svg.Append($"<line class=\"grid\" x1=\"{Number(_left)}\" x2=\"{Number(_right)}\" y1=\"{Number(y)}\" y2=\"{Number(y)}\"/>")
                .Append($"<text class=\"tick end\" x=\"{Number(_left - 6)}\" "
                    + $"y=\"{Number(y + 4)}\">{Text(_chart.Quantity.WriteTick(tick))}</text>\n");
        }

        foreach (var tick in _epochs.Ticks)
        {
            svg.Append($"<line class=\"axis\" x1=\"{Number(X(tick))}\" x2=\"{Number(X(tick))}\" y1=\"{Number(_bottom)}\" "
                + $"y2=\"{Number(_bottom + 4)}\"/>")
                .Append($"<text class=\"tick\" x=\"{Number(X(tick))}\" y=\"{Number(_bottom + 16)}\">{tick}</text>\n");
        }

        if (!_chart.IsSmall)
            svg.Append($"<text class=\"tick\" x=\"{Number((_left + _right) / 2)}\" "
                + $"y=\"{Number(_height - 5)}\">{Text(_chart.Axis)}</text>\n");
        svg.Append($"<path class=\"axis\" d=\"M{Number(_left)} {Number(_top)}V{Number(_bottom)}H{Number(_right)}\"/>\n");
    }

    private void AppendBand(StringBuilder svg, ChartLine line)
    {
        if (line.Spread is not { } spread) return;
        var places = Enumerable.Range(0, line.Values.Length)
            .Where(i => double.IsFinite(line.Values[i]) && double.IsFinite(spread[i])).ToArray();
        if (places.Length < 2) return;
        var edge = places.Select(i => Place(i, line.Values[i] + spread[i]))
            .Concat(places.Reverse().Select(i => Place(i, line.Values[i] - spread[i])));
        svg.Append($"<path class=\"band {LineStyle.ClassOf(line.Style)}\" d=\"M{string.Join('L', edge)}z\"/>\n");
    }

    private void AppendLine(StringBuilder svg, ChartLine line)
    {
        var path = new StringBuilder();
        var every = Math.Max(1, (int)Math.Ceiling(line.Values.Length / MostMarkers));
        var markers = new StringBuilder();
        for (var i = 0; i < line.Values.Length; i++)
        {
            if (!double.IsFinite(line.Values[i])) continue;
            path.Append(i > 0 && double.IsFinite(line.Values[i - 1]) ? 'L' : 'M').Append(Place(i, line.Values[i]));
            if (i % every == line.Style % every) markers.Append(LineStyle.Marker(line.Style, X(i + 1), Y(line.Values[i])));
        }

        if (path.Length > 0) svg.Append($"<path class=\"line {LineStyle.ClassOf(line.Style)}\" d=\"{path}\"/>{markers}\n");
    }

    private static IEnumerable<double> Reach(ChartLine line) => line.Spread is { } spread
        ? line.Values.Concat(line.Values.Zip(spread, (value, s) => value - s)).Concat(line.Values.Zip(spread, (value, s) => value + s))
        : line.Values;

    private double X(double epoch) => _left + _epochs.Share(epoch) * (_right - _left);

    private double Y(double value) => _bottom - _values.Share(value) * (_bottom - _top);

    private string Place(int index, double value) => $"{Number(X(index + 1))} {Number(Y(value))}";
}
