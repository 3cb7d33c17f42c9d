namespace AerNas.Reports.Pages;

/// <summary>The charts a run is shown by. Every recorded number is in one; those without a better place in one of their own.</summary>
internal static class RunCharts
{
    /// <summary>What a run writes down but no curve shows.</summary>
    private static readonly ImmutableHashSet<string> NoCurves = ["seconds", "residentBytes"];

    /// <summary>What names of numbers begin with that there are of every edge or operation: no curve shows them.</summary>
    private static readonly ImmutableArray<string> OfEdgesAndOperations = ["beta.", "beside."];

    private static readonly ImmutableArray<Plan> Plans =
    [
        new("Loss (cross-entropy)", Quantity.Plain,
            [("trainLoss", "training, of the weights"), ("architectureLoss", "validation, of alpha")]),
        new("Accuracy", Quantity.Share,
            [("trainAccuracy", "training"), ("validationAccuracy", "validation"), ("bestValidationAccuracy", "best so far"),
                ("testAccuracy", "test"), ("testTopFive", "test, among the first five")]),
        new("Time that the trainings would have taken (seconds)", Quantity.Plain, [("simulatedSeconds", "in all")]),
        new("Coefficient λ of the entropy regularizer", Quantity.Plain, [("lambda", "λ")]),
        new("Architecture entropy (bits)", Quantity.Plain, [("entropyBits", "mean over the edges")]),
        new("Learning rate of the weights", Quantity.Plain, [("learningRate", "learning rate")]),
        new("Norm of the weights' gradient", Quantity.Plain, [("gradientNorm", "mean over the steps")]),
    ];

    /// <summary>What a search watches itself by, and what only some methods record.</summary>
    private static readonly ImmutableArray<Plan> Signs =
    [
        new("Skip connections among the derived operations", Quantity.Share, [("skipShare", "all cells together")]) { Limit = 1 },
        new("Lead of the best candidate over the second, in probability", Quantity.Share, [("choiceGap", "mean over the edges")])
        {
            Limit = 1,
        },
        new("Validation accuracy with the same weights", Quantity.Share,
            [("validationAccuracy", "of the mixture"), ("discretizedAccuracy", "of the derived cell")])
        {
            ShownFor = "discretizedAccuracy",
        },
        new("Discretization gap: accuracy lost by deriving the cell", Quantity.Share, [("discretizationGap", "mixture less derived cell")]),
        new("Dominant eigenvalue of the Hessian of the validation loss in alpha", Quantity.Plain, [("hessianEigenvalue", "on one batch")]),
        new("Stage of the search", Quantity.Count, [("stage", "stage")]),
        new("Accuracy of the architectures that the controller draws", Quantity.Share, [("controllerAccuracy", "mean")]),
        new("Reward of the controller", Quantity.Plain, [("controllerReward", "mean"), ("controllerBaseline", "baseline")]),
        new("Loss of the controller", Quantity.Plain, [("controllerLoss", "mean")]),
        new("Entropy of the controller (nats)", Quantity.Plain, [("controllerEntropyNats", "mean")]),
    ];

    /// <summary>The usual curves of a run, those that it recorded.</summary>
    public static IEnumerable<LineChart> Usual(RecordedRun run) => Of(run, Plans);

    /// <summary>Everything else that its epochs recorded; what nobody has named, by the name it has in the record.</summary>
    public static IEnumerable<LineChart> Others(RecordedRun run)
    {
        var shown = Plans.Concat(Signs).SelectMany(plan => plan.Numbers).Select(number => number.Name).Concat(NoCurves).ToHashSet();
        var nameless = run.NumberNames.Where(name =>
            !shown.Contains(name) && !OfEdgesAndOperations.Any(group => name.StartsWith(group, StringComparison.Ordinal)));
        return Of(run, Signs)
            .Concat(nameless.Select(name => new LineChart { Title = name, Lines = [new ChartLine(name, run.Series(name), 0)] }));
    }

    /// <summary>How a number of the record is written where it stands in no chart: as in the chart that it has.</summary>
    public static Quantity QuantityOf(string name) =>
        Plans.Concat(Signs).FirstOrDefault(plan => plan.Numbers.Any(number => number.Name == name))?.Quantity ?? Quantity.Plain;

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
                   Lines = [.. runs.Select((run, i) => new ChartLine(names[i], Padded(run.Series(number.Name), epochs), i))
                       .Where(line => line.Values.Any(double.IsFinite))],
               };
    }

    /// <summary>A series made as long as others by gaps at its end.</summary>
    public static ImmutableArray<double> Padded(ImmutableArray<double> values, int length) =>
        values.AddRange(Enumerable.Repeat(double.NaN, length - values.Length));

    private static IEnumerable<LineChart> Of(RecordedRun run, IEnumerable<Plan> plans) => plans
        .Where(plan => plan.ShownFor is null || run.Series(plan.ShownFor).Any(double.IsFinite))
        .Select(plan => new LineChart
        {
            Title = plan.Title,
            Quantity = plan.Quantity,
            Axis = run.RowName,
            Limit = plan.Limit,
            Lines = [.. plan.Numbers.Select((number, i) => new ChartLine(number.Label, run.Series(number.Name), i))
                .Where(line => line.Values.Any(double.IsFinite))],
        })
        .Where(chart => !chart.Lines.IsEmpty);

    private sealed record Plan(string Title, Quantity Quantity, ImmutableArray<(string Name, string Label)> Numbers)
    {
        public double? Limit { get; init; }

        /// <summary>The number without which the chart says nothing new; null: any of them will do.</summary>
        public string? ShownFor { get; init; }
    }
}
