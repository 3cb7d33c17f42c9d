using static AerNas.Reports.Pages.Html;

namespace AerNas.Reports.Pages;

/// <summary>A chart in a page, with a key that names its lines and tells their values at the shown epoch.</summary>
internal static class ChartFigure
{
    /// <summary>The charts that have values, side by side where there is room.</summary>
    public static string Grid(IEnumerable<LineChart> charts, PageData data, bool small = false)
    {
        var figures = string.Concat(charts.Where(chart => chart.HasValues).Select(chart => Figure(chart, data, bars: false)));
        return figures.Length == 0 ? "" : $"<div class=\"{(small ? "charts small" : "charts")}\">\n{figures}</div>\n";
    }

    /// <summary>One chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="data">Gets what the slider moves.</param>
    /// <param name="bars">Whether the key shows values between 0 and 1 as bars too.</param>
    public static string Figure(LineChart chart, PageData data, bool bars)
    {
        var key = string.Concat(chart.Lines.Select(line => Entry(chart, line, data, bars)));
        var note = chart.Note.Length == 0 ? "" : $"<p class=\"note\">{Text(chart.Note)}</p>\n";
        return $"<figure class=\"chart\">\n<figcaption>{Text(chart.Title)}</figcaption>\n{ChartDrawing.Svg(chart)}<ul "
            + $"class=\"key\">\n{key}</ul>\n{note}</figure>\n";
    }

    private static string Entry(LineChart chart, ChartLine line, PageData data, bool bars)
    {
        var texts = line.Values.Select((value, i) => chart.Quantity.Write(value)
            + (line.Spread is { } spread && double.IsFinite(spread[i]) ? $" ± {chart.Quantity.Write(spread[i])}" : "")).ToArray();
        var bar = bars
            ? $"<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect "
            + $"data-share=\"{data.AddShares(line.Values)}\" width=\"{Number(100 * Last(line))}\" height=\"10\"/></svg>"
            : "";
        return $"<li>{LineStyle.Sample(line.Style)}<span class=\"name\">{Text(line.Name)}</span>{bar}"
            + $"<span class=\"value\" data-text=\"{data.AddTexts(texts)}\">{Text(texts.LastOrDefault())}</span></li>\n";
    }

    private static double Last(ChartLine line) => line.Values.LastOrDefault() is var value && double.IsFinite(value) ? value : 0;
}
