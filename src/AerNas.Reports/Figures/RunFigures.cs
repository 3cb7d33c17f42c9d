using ScottPlot;

namespace AerNas.Reports.Figures;

/// <summary>The figures of searches, in the form of the paper's. Each gives null where the run recorded nothing to draw.</summary>
public static class RunFigures
{
    private const int Width = 640;
    private const int Height = 420;
    private const int LegendWidth = 200;

    /// <summary>lambda(t) as in the paper's figure 1: where it is negative and where positive, parted by a dashed line.</summary>
    public static Figure? Coefficient(RecordedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var lambda = run.Series("lambda");
        return lambda.Any(double.IsFinite) ? CoefficientFigure.Of(lambda) : null;
    }

    /// <summary>lambda(t) by itself, one value an epoch.</summary>
    public static Figure Coefficient(ImmutableArray<double> lambda) => CoefficientFigure.Of(lambda);

    /// <summary>The mixture of every edge as in the paper's figure 2, and the legend in the last panel.</summary>
    /// <param name="run">The search.</param>
    /// <param name="kind">The kind of cell, as in <see cref="EdgeHistory.Kind"/>.</param>
    public static Figure? Mixture(RecordedRun run, string kind)
    {
        var edges = EdgeHistory.Of(run).Where(edge => edge.Kind == kind).ToArray();
        if (edges.Length == 0) return null;
        var lines = edges.Select(edge => edge.Operations.Select((operation, i) => new FigureLine(operation, edge.Shares[i]))
            .ToImmutableArray()).ToArray();
        var shares = edges.SelectMany(edge => edge.Shares).SelectMany(share => share).Where(double.IsFinite).ToArray();
        var margin = (shares.Max() - shares.Min()) / 20 + 0.001;
        var panels = edges.Select((edge, i) =>
            new LinePanel { Title = $"edge {edge.Label}", Lines = lines[i], Range = (shares.Min() - margin, shares.Max() + margin) }
                .Draw());
        return new Figure(panels.Append(LinePanel.OnlyLegend(lines[0])), columns: edges.Length > 7 ? 5 : 4, panelWidth: 280,
            panelHeight: 220);
    }

    /// <summary>Architecture entropy by epoch, as in the paper's figure 6(a), of runs, or of means with their spread.</summary>
    public static Figure Entropy(IEnumerable<FigureLine> lines) => Courses("architecture entropy (bits)", lines);

    /// <summary>Something else by epoch, of one run or several, or of means.</summary>
    /// <param name="label">What it is, with its unit.</param>
    /// <param name="lines">At least one; the legend stands beside them.</param>
    public static Figure Courses(string label, IEnumerable<FigureLine> lines) =>
        new([new LinePanel { Label = label, Lines = [.. lines], LegendBeside = true }.Draw()], columns: 1, Width + LegendWidth, Height);

    /// <summary>Losses and accuracies of the supernet, or of a training.</summary>
    public static Figure? Learning(RecordedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        LinePanel[] panels =
        [
            new()
            {
                Label = "loss (cross-entropy)",
                Lines = Lines(run, ("trainLoss", "training, of the weights"), ("architectureLoss", "validation, of alpha")),
                Legend = Alignment.UpperRight,
            },
            new()
            {
                Label = "accuracy",
                Lines = Lines(run, ("trainAccuracy", "training"), ("validationAccuracy", "validation"), ("testAccuracy", "test")),
                Legend = Alignment.LowerRight,
            },
        ];
        var drawn = panels.Where(panel => !panel.Lines.IsEmpty).Select(panel => panel.Draw()).ToArray();
        return drawn.Length == 0 ? null : new Figure(drawn, columns: 2, panelWidth: 480, panelHeight: 360);
    }

    private static ImmutableArray<FigureLine> Lines(RecordedRun run, params ReadOnlySpan<(string Name, string Label)> numbers)
    {
        var lines = ImmutableArray.CreateBuilder<FigureLine>();
        foreach (var (name, label) in numbers)
            if (run.Series(name) is var series && series.Any(double.IsFinite)) lines.Add(new FigureLine(label, series));
        return lines.ToImmutable();
    }
}
