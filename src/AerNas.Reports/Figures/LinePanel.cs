using ScottPlot;

namespace AerNas.Reports.Figures;

/// <summary>One panel of lines over epochs: what most figures are made of.</summary>
internal sealed record LinePanel
{
    private const float TitleSize = 14;
    private const float LegendSample = 44; // long enough for two dashes

    /// <summary>What stands above it; empty for nothing.</summary>
    public string Title { get; init; } = "";
    public string Label { get; init; } = "";
    public required ImmutableArray<FigureLine> Lines { get; init; }

    /// <summary>Where the legend stands; null for none.</summary>
    public Alignment? Legend { get; init; }

    /// <summary>Whether the legend stands to the right of the panel, where it can cover no line.</summary>
    public bool LegendBeside { get; init; }

    /// <summary>The range of values that is shown; null fits it to the lines.</summary>
    public (double Low, double High)? Range { get; init; }

    public Plot Draw()
    {
        var plot = new Plot();
        for (var i = 0; i < Lines.Length; i++) Lines[i].AddTo(plot, i);
        if (Title.Length > 0) plot.Title(Title, TitleSize);
        plot.XLabel("epoch");
        if (Label.Length > 0) plot.YLabel(Label);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        if (Range is { } range) plot.Axes.SetLimitsY(range.Low, range.High);
        plot.Axes.Bottom.MinorTickStyle.Length = 0; // there is nothing between two epochs
        if (Legend is { } place) AddLegend(plot, Lines, place);
        if (LegendBeside) AddLegendBeside(plot);
        return plot;
    }

    /// <summary>A panel of nothing but the legend of these lines.</summary>
    public static Plot OnlyLegend(IEnumerable<FigureLine> lines)
    {
        var plot = Empty();
        AddLegend(plot, lines, Alignment.MiddleCenter);
        return plot;
    }

    public static Plot Empty()
    {
        var plot = new Plot();
        plot.HideAxesAndGrid();
        return plot;
    }

    private void AddLegendBeside(Plot plot)
    {
        AddLegend(plot, Lines, Alignment.UpperRight);
        plot.ShowLegend(Edge.Right);
    }

    private static void AddLegend(Plot plot, IEnumerable<FigureLine> lines, Alignment place)
    {
        plot.ShowLegend(lines.Select((line, i) => line.Legend(i)), place);
        plot.Legend.SymbolWidth = LegendSample;
        plot.Legend.ShadowColor = Colors.Transparent;
    }
}
