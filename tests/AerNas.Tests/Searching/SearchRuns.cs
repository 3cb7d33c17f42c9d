using System.Text.Json.Nodes;
using AerNas.Runs;
using AerNas.Searching;

namespace AerNas.Tests.Searching;

/// <summary>Runs searches and reads what they leave.</summary>
internal static class SearchRuns
{
    private static readonly string[] NeverTheSame = ["seconds", "residentBytes"];

    public static SearchResult Finish(SearchRun run, IProgress<SearchProgress>? progress = null) =>
        run.Run(progress, TestContext.Current.CancellationToken);

    /// <summary>Runs until a position is reported, then stops as by Ctrl-C.</summary>
    public static void Interrupt(SearchRun run, RunPosition at)
    {
        using var source = new CancellationTokenSource();
        var progress = new Callback(report =>
        {
            if (report.Position == at) source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => run.Run(progress, source.Token));
    }

    /// <summary>Demands that two runs left the very same: checkpoint, result, first steps and metrics.</summary>
    /// <param name="expected">The folder of one.</param>
    /// <param name="actual">The folder of the other.</param>
    /// <param name="except">What is not compared in the rows of the metrics.</param>
    public static void AssertSame(string expected, string actual, params string[] except)
    {
        Assert.Equal(LastCheckpoint(expected), LastCheckpoint(actual));
        foreach (var file in new[] { "result.json", "steps.jsonl" })
            Assert.Equal(File.ReadAllText(Path.Combine(expected, file)), File.ReadAllText(Path.Combine(actual, file)));
        Assert.Equal(Without(Rows(expected)), Without(Rows(actual)));

        IEnumerable<string> Without(IEnumerable<JsonObject> rows) => rows.Select(row =>
        {
            foreach (var name in except.Concat(NeverTheSame)) row.Remove(name);
            return row.ToJsonString();
        });
    }

    public static byte[] LastCheckpoint(string run) => RunDirectory.Open(run).Checkpoints.Load().Content;

    /// <summary>The metrics, a row an epoch.</summary>
    public static IReadOnlyList<JsonObject> Rows(string run)
    {
        var rows = RunDirectory.Open(run).Metrics.Read();
        Assert.NotEmpty(rows);
        return rows;
    }

    private sealed class Callback(Action<SearchProgress> action) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => action(value);
    }
}
