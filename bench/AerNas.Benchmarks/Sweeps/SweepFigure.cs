using System.Globalization;
using AerNas.Reports.Figures;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace AerNas.Benchmarks.Sweeps;

/// <summary>
/// A sweep as a figure: both axes logarithmic and relative to the middle, so that all lines meet there and their slope is the power by
/// which the cost grows. A dotted line each shows growth in proportion and by the square.
/// </summary>
internal static class SweepFigure
{
    private const int Width = 760;
    private const int Height = 520;

    /// <summary>Writes FOLDER/sweep.svg and FOLDER/sweep.png.</summary>
    public static void Save(Sweep sweep, string folder)
    {
        var plot = Draw(sweep);
        plot.SaveSvg(Path.Combine(folder, "sweep.svg"), Width, Height);
        plot.SavePng(Path.Combine(folder, "sweep.png"), Width, Height);
    }

    private static Plot Draw(Sweep sweep)
    {
        var plot = new Plot();
        var relative = sweep.Points.Select(point => point.Result.MedianSeconds / sweep.Base.MedianSeconds).ToArray();
        var (low, high) = (sweep.Points.Min(p => p.Factor), sweep.Points.Max(p => p.Factor));
        AddGuide(plot, power: 1, low, high);
        AddGuide(plot, power: 2, low, high);
        foreach (var line in sweep.Points.Select((point, i) => (Point: point, Seconds: relative[i])).GroupBy(p => p.Point.Dimension.Name))
        {
            var scatter = plot.Add.Scatter(line.Select(p => Math.Log2(p.Point.Factor)).ToArray(),
                line.Select(p => Math.Log2(p.Seconds)).ToArray());
            scatter.LegendText = line.Key;
            scatter.LineWidth = 2;
            scatter.MarkerSize = 7;
        }

        plot.Title(Title(sweep), size: 15);
        plot.XLabel("size, as a multiple of the middle");
        plot.YLabel("time of a step, as a multiple of the middle");
        plot.Axes.Bottom.TickGenerator = PowersOfTwo(low, high);
        plot.Axes.Left.TickGenerator = PowersOfTwo(relative.Min(), relative.Max());
        plot.Axes.SetLimits(Math.Log2(low) - 0.2, Math.Log2(high) + 0.2, Math.Log2(relative.Min()) - 0.3, Math.Log2(relative.Max()) + 0.3);
        plot.ShowLegend(Alignment.UpperLeft);
        FigureFont.ApplyTo(plot);
        return plot;
    }

    private static string Title(Sweep sweep)
    {
        var (s, cells) = (sweep.Middle, SweptDimension.All.Single(d => d.Name == "cells").Read(sweep.Middle));
        return string.Create(CultureInfo.InvariantCulture,
            $"One search step ({s.Space.Name}): C = {s.Channels}, {cells} cells, batch {s.Batch}, {s.Size}x{s.Size}, {s.Threads} threads: "
            + $"{sweep.Base.MedianSeconds:0.000} s");
    }

    /// <summary>Growth by a power, through the middle.</summary>
    private static void AddGuide(Plot plot, int power, double low, double high)
    {
        var guide = plot.Add.Line(Math.Log2(low), power * Math.Log2(low), Math.Log2(high), power * Math.Log2(high));
        guide.LineColor = Colors.Gray;
        guide.LinePattern = LinePattern.Dotted;
        guide.LineWidth = 1;
        guide.LegendText = power == 1 ? "in proportion" : "by the square";
    }

    /// <summary>A tick at every power of two, labelled with the multiple.</summary>
    private static NumericManual PowersOfTwo(double low, double high)
    {
        var ticks = new NumericManual();
        for (var power = (int)Math.Floor(Math.Log2(low)); power <= (int)Math.Ceiling(Math.Log2(high)); power++)
            ticks.AddMajor(power, power >= 0 ? $"{1 << power}" : $"1/{1 << -power}");
        return ticks;
    }
}
