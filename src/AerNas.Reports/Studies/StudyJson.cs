namespace AerNas.Reports.Studies;

/// <summary>A study's results as JSON; accuracies in percent, parameters in millions, numbers that are none as null.</summary>
public static class StudyJson
{
    /// <summary>Everything that <see cref="StudyReport"/> tells.</summary>
    public static JsonObject Of(StudyResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var json = new JsonObject
        {
            ["study"] = results.Directory.Path,
            ["complete"] = results.IsComplete,
            ["settings"] = new JsonArray([.. results.Groups.Select(group => Of(group, results))]),
            ["tests"] = new JsonArray([.. results.Tests.Select(Of)]),
        };
        if (results.NamesArchitectures) json["kendallTau"] = results.Ranking is { } ranking ? Finite(ranking.Tau) : null;
        return json;
    }

    private static JsonObject Of(StudyGroup group, StudyResults results) => new()
    {
        ["setting"] = group.Setting,
        ["method"] = group.Runs[0].Entry.Method,
        ["entropy"] = group.Runs[0].Entry.Entropy,
        ["finished"] = group.Finished,
        ["measures"] = new JsonObject(results.Measures.Where(measure => group.Summary(measure) is not null)
            .Select(measure => KeyValuePair.Create<string, JsonNode?>(measure.Key, Of(measure, group.Summary(measure)!)))),
        ["secondsMean"] = group.Seconds()?.Mean,
        ["runs"] = new JsonArray([.. group.Runs.Select(Of)]),
    };

    private static JsonObject Of(StudyMeasure measure, SampleSummary summary) => new()
    {
        ["unit"] = measure.Unit,
        ["count"] = summary.Count,
        ["mean"] = summary.Mean,
        ["standardDeviation"] = Finite(summary.StandardDeviation),
        ["worst"] = summary.Range.Low,
        ["best"] = summary.Range.High,
    };

    private static JsonObject Of(StudyOutcome run) => new()
    {
        ["seed"] = run.Entry.Seed,
        ["run"] = run.Path,
        ["training"] = run.Training?.Directory.Path,
        ["genotype"] = run.Genotype?.ToString(),
        ["measures"] = new JsonObject(run.Values.OrderBy(value => value.Key, StringComparer.Ordinal)
            .Select(value => KeyValuePair.Create<string, JsonNode?>(value.Key, value.Value))),
        ["seconds"] = run.Seconds,
    };

    private static JsonObject Of(StudyTest test) => new()
    {
        ["setting"] = test.Setting,
        ["against"] = test.Against,
        ["measure"] = test.Measure.Key,
        ["pairs"] = test.T.Differences.Count,
        ["meanDifference"] = test.T.Differences.Mean,
        ["pT"] = Finite(test.T.PValue),
        ["pWilcoxon"] = Finite(test.Wilcoxon.PValue),
        ["cohensD"] = Finite(test.T.CohensD),
        ["cliffsDelta"] = test.CliffsDelta,
    };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
