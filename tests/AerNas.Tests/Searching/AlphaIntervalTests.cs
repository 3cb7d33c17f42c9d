using System.Text.Json.Nodes;
using AerNas.Running;
using AerNas.Runs;
using AerNas.Searching;

namespace AerNas.Tests.Searching;

public sealed class AlphaIntervalTests
{
    /// <summary>Alpha learns in the first step of an epoch and in every n-th from there; two epochs of three steps.</summary>
    [Theory]
    [InlineData(1, new[] { 1, 2, 3, 1, 2, 3 })]
    [InlineData(2, new[] { 1, 1, 2, 1, 1, 2 })]
    [InlineData(5, new[] { 1, 1, 1, 1, 1, 1 })]
    public void Every_OfMoreThanOneStep_LetsAlphaRestInBetween(int every, int[] learned)
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", "darts-v1");
        options = options with { Alpha = options.Alpha with { Every = every } };
        var counts = new ArchitectureSteps();
        using (var run = SearchRun.Start(options, folder["run"], TimeProvider.System)) SearchRuns.Finish(run, counts);

        Assert.Equal(learned, counts.AfterEachStep);
        var counters = JsonNode.Parse(
            SafetensorsFile.Parse(SearchRuns.LastCheckpoint(folder["run"]), "checkpoint").Metadata[CheckpointForm<SearchCounters>.Member])!;
        Assert.Equal(learned[2] + learned[5], (int)counters["alphaSteps"]!);
    }

    /// <summary>In how many steps of an epoch alpha has learned.</summary>
    private sealed class ArchitectureSteps : IProgress<SearchProgress>
    {
        public List<int> AfterEachStep { get; } = [];

        public void Report(SearchProgress value)
        {
            if (value.Finished is null) AfterEachStep.Add(value.Totals.ArchitectureSteps);
        }
    }
}
