using System.Collections.Immutable;
using AerNas.Reports.Runs;

namespace AerNas.Reports.Pages;

/// <summary>Which charts a run is shown by. Every number that a run recorded is in one; those it has no better place for, in one of their own.</summary>
internal static class RunCharts
{
    /// <summary>What a run writes down but no curve shows.</summary>
    private static readonly ImmutableHashSet<string> NoCurves = ["seconds", "residentBytes"];

    private static readonly ImmutableArray<Plan> Plans =
    [
        new("Loss (cross-entropy)", Quantity.Plain, [("trainLoss", "training, of the weights"), ("architectureLoss", "validation, of alpha")]),
        new("Accuracy", Quantity.Share, [("trainAccuracy", "training"), ("validationAccuracy", "validation"), ("testAccuracy", "test")]),
        new("Coefficient λ of the entropy regularizer", Quantity.Plain, [("lambda", "λ")]),
        new("Architecture entropy (bits)", Quantity.Plain, [("entropyBits", "mean over the edges")]),
        new("Learning rate of the weights", Quantity.Plain, [("learningRate", "learning rate")]),
        new("Norm of the weights' gradient", Quantity.Plain, [("gradientNorm", "mean over the steps")]),
    ];

    /// <summary>The usual curves of a run, those that it recorded.</summary>
    public static IEnumerable<LineChart> Usual(RecordedRun run) => Plans.Select(plan => new LineChart
    {
        Title = plan.Title,
        Quantity = plan.Quantity,
        Lines = [.. plan.Numbers.Select((number, i) => new ChartLine(number.Label, run.Series(number.Name), i)).Where(line => line.Values.Any(double.IsFinite))],
    }).Where(chart => !chart.Lines.IsEmpty);

    /// <summary>Everything else that its epochs recorded, by the name it has in the record.</summary>
    public static IEnumerable<LineChart> Others(RecordedRun run)
    {
        var shown = Plans.SelectMany(plan => plan.Numbers).Select(number => number.Name).Concat(NoCurves).ToHashSet();
        return run.NumberNames.Where(name => !shown.Contains(name) && !name.StartsWith("beta.", StringComparison.Ordinal))
            .Select(name => new LineChart { Title = name, Lines = [new ChartLine(name, run.Series(name), 0)] });
    }

    /// <summary>The same curves of several runs, one chart a number.</summary>
    public static IEnumerable<LineChart> Overlaid(IReadOnlyList<RecordedRun> runs, IReadOnlyList<string> names)
    {
        var epochs = runs.Max(run => run.Epochs.Length);
        return from plan in Plans
               from number in plan.Numbers
               where runs.Any(run => run.Series(number.Name).Any(double.IsFinite))
               select new LineChart
               {
                   Title = plan.Numbers.Length == 1 ? plan.Title : $"{plan.Title}: {number.Label}",
                   Quantity = plan.Quantity,
                   Lines = [.. runs.Select((run, i) => new ChartLine(names[i], Padded(run.Series(number.Name), epochs), i)).Where(line => line.Values.Any(double.IsFinite))],
               };
    }

    /// <summary>A series made as long as others by gaps at its end.</summary>
    public static ImmutableArray<double> Padded(ImmutableArray<double> values, int length) =>
        values.AddRange(Enumerable.Repeat(double.NaN, length - values.Length));

    private sealed record Plan(string Title, Quantity Quantity, ImmutableArray<(string Name, string Label)> Numbers);
}
