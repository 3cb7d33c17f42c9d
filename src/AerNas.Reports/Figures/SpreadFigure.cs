using ScottPlot;

namespace AerNas.Reports.Figures;

/// <summary>Accuracies of some settings side by side, as in the paper's figure 6(b): every seed as a circle, the mean as a bar with its
/// standard deviation.</summary>
internal static class SpreadFigure
{
    private const double Jitter = 0.045;
    private const double BarWidth = 0.5;
    private const int PanelWidth = 110;

    /// <summary>Draws them.</summary>
    /// <param name="label">What the values are.</param>
    /// <param name="settings">Name and values of each, at least one value; a comma in a name breaks its line.</param>
    /// <exception cref="ArgumentException">There is no setting, or one without values.</exception>
    public static Figure Of(string label, IReadOnlyList<(string Name, ImmutableArray<double> Values)> settings)
    {
        if (settings.Count == 0) throw new ArgumentException("A figure of settings needs at least one.", nameof(settings));
        var plot = new Plot();
        for (var i = 0; i < settings.Count; i++) Add(plot, i, SampleSummary.Of(settings[i].Values), settings[i].Values);
        plot.YLabel(label);
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, settings.Count).Select(i => (double)i)],
            [.. settings.Select(s => s.Name.Replace(", ", "\n", StringComparison.Ordinal))]);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        var values = settings.SelectMany(setting => setting.Values).ToArray();
        var margin = Math.Max(1, (values.Max() - values.Min()) / 12);
        plot.Axes.SetLimits(-0.6, settings.Count - 0.4, values.Min() - margin, values.Max() + margin);
        return new Figure([plot], columns: 1, Math.Max(480, PanelWidth * settings.Count), panelHeight: 420);
    }

    private static void Add(Plot plot, int place, SampleSummary summary, ImmutableArray<double> values)
    {
        var mean = plot.Add.Line(place - BarWidth / 2, summary.Mean, place + BarWidth / 2, summary.Mean);
        (mean.LineColor, mean.LineWidth) = (Colors.Black, 2);
        if (double.IsFinite(summary.StandardDeviation) && summary.StandardDeviation > 0)
        {
            var spread = plot.Add.Line(place, summary.Mean - summary.StandardDeviation, place, summary.Mean + summary.StandardDeviation);
            (spread.LineColor, spread.LineWidth) = (Colors.Black, 1);
        }

        var middle = (values.Length - 1) / 2.0;
        double[] xs = [.. Enumerable.Range(0, values.Length).Select(i => place + Jitter * (i - middle))];
        var points = plot.Add.Markers(xs, [.. values], MarkerShape.OpenCircle, size: 9, Color.FromHex("#1f5c99"));
        points.MarkerLineWidth = 1.6f;
    }
}
