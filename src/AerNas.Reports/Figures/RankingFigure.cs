using System.Globalization;
using ScottPlot;

namespace AerNas.Reports.Figures;

/// <summary>How well a search ranks architectures, as in the paper's figure 3: each point is one architecture, its rank in the search
/// against its rank after training from scratch, with Kendall's tau and the average error.</summary>
internal static class RankingFigure
{
    /// <summary>Draws the ranking.</summary>
    /// <param name="title">What stands above it, such as the setting of the searches.</param>
    /// <param name="searched">Accuracies in the search, 0 to 1, at least two.</param>
    /// <param name="evaluated">Accuracies of the same architectures after training, 0 to 1.</param>
    /// <exception cref="ArgumentException">There are not as many of both, fewer than two, or one is not a number.</exception>
    public static Figure Of(string title, IReadOnlyList<double> searched, IReadOnlyList<double> evaluated)
    {
        var tau = KendallTau.Of(searched, evaluated);
        var (x, y) = (RanksFromBest(searched), RanksFromBest(evaluated));
        var plot = new Plot();
        var diagonal = plot.Add.Line(0.5, 0.5, x.Length + 0.5, x.Length + 0.5);
        diagonal.LineColor = Colors.Gray;
        diagonal.LinePattern = LinePattern.Dashed;
        var points = plot.Add.Markers(x, y, MarkerShape.FilledCircle, size: 9, Colors.Black);
        points.MarkerLineWidth = 1;
        plot.Title(Heading(title, tau, evaluated), size: 14);
        plot.XLabel("rank in the search (1 is best)");
        plot.YLabel("rank after training from scratch");
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
            axis.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        plot.Axes.SetLimits(0.5, x.Length + 0.5, 0.5, x.Length + 0.5);
        return new Figure([plot], columns: 1, panelWidth: 480, panelHeight: 480);
    }

    private static string Heading(string title, KendallTau tau, IReadOnlyList<double> evaluated)
    {
        var ranked = double.IsFinite(tau.Tau)
            ? string.Create(CultureInfo.InvariantCulture, $"{tau.Tau:0.00} (p = {tau.PValue:0.000})")
            : "–"; // one of the two ranks nothing
        var numbers = string.Create(CultureInfo.InvariantCulture,
            $"Kendall τ = {ranked}, average error {100 * (1 - evaluated.Average()):0.00} %");
        return title.Length == 0 ? numbers : $"{title}\n{numbers}";
    }

    private static double[] RanksFromBest(IReadOnlyList<double> values) => [.. Ranks.Of([.. values.Select(value => -value)])];
}
