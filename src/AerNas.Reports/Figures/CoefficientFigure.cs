using ScottPlot;

namespace AerNas.Reports.Figures;

/// <summary>The coefficient lambda(t) of the entropy regularizer (paper, fig. 1).</summary>
internal static class CoefficientFigure
{
    private const float LabelSize = 13;

    public static Figure Of(ImmutableArray<double> lambda)
    {
        var panel = new LinePanel { Label = "coefficient λ(t)", Lines = [new FigureLine("λ(t)", lambda)] };
        var plot = panel.Draw();
        var (low, high) = (Math.Min(0, lambda.Where(double.IsFinite).Min()), Math.Max(0, lambda.Where(double.IsFinite).Max()));
        var margin = high > low ? (high - low) / 8 : 0.1;
        plot.Axes.SetLimits(0.5, lambda.Length + 0.5, low - margin, high + 2 * margin);
        plot.Add.HorizontalLine(0, width: 1, color: Colors.Black);
        if (Crossing(lambda) is { } crossing) AddParts(plot, crossing, lambda.Length + 0.5, high + 1.3 * margin);
        return new Figure([plot], columns: 1, panelWidth: 640, panelHeight: 420);
    }

    /// <summary>Where the line crosses zero on its way up, in epochs from 1; null where it does not.</summary>
    private static double? Crossing(ImmutableArray<double> lambda)
    {
        for (var i = 1; i < lambda.Length; i++)
            if (lambda[i - 1] < 0 && lambda[i] >= 0) return i + lambda[i - 1] / (lambda[i - 1] - lambda[i]);
        return null;
    }

    private static void AddParts(Plot plot, double crossing, double end, double height)
    {
        var limits = plot.Axes.GetLimits();
        var early = plot.Add.Rectangle(0.5, crossing, limits.Bottom, limits.Top);
        early.FillColor = Colors.Black.WithAlpha(0.06);
        early.LineWidth = 0;
        plot.Add.VerticalLine(crossing, width: 1.5f, color: Colors.Black, pattern: LinePattern.Dashed);
        AddText(plot, "λ < 0: entropy is held up", (0.5 + crossing) / 2, height);
        AddText(plot, "λ > 0: entropy is pressed down", (crossing + end) / 2, height);
    }

    private static void AddText(Plot plot, string text, double x, double y)
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelFontSize = LabelSize;
        label.LabelAlignment = Alignment.MiddleCenter;
        label.LabelFontColor = Colors.Black;
    }
}
