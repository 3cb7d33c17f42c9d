using AerNas.Runs;
using AerNas.Searching;

namespace AerNas.Tests.Searching;

public sealed class SearchRunTests
{
    public static TheoryData<string, string> EveryMethod => SmallSearch.EveryMethod();

    [Theory]
    [MemberData(nameof(EveryMethod))]
    public void Resume_AfterAnInterruption_EndsInTheBytesOfAnUnbrokenRun(string space, string method)
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, space, method);
        using (var unbroken = SearchRun.Start(options, folder["unbroken"], TimeProvider.System)) Finish(unbroken);

        using (var broken = SearchRun.Start(options, folder["broken"], TimeProvider.System)) Interrupt(broken, new RunPosition(0, 2));
        using (var resumed = SearchRun.Resume(folder["broken"])) Interrupt(resumed, new RunPosition(1, 1));
        using (var resumed = SearchRun.Resume(folder["broken"]))
        {
            Assert.Equal(new RunPosition(1, 1), resumed.Position);
            Finish(resumed);
        }

        Assert.Equal(LastCheckpoint(folder["unbroken"]), LastCheckpoint(folder["broken"]));
        Assert.Equal(File.ReadAllText(Path.Combine(folder["unbroken"], "result.json")), File.ReadAllText(Path.Combine(folder["broken"], "result.json")));
        Assert.Equal(Rows(folder["unbroken"]), Rows(folder["broken"]));
        Assert.Equal(Steps(folder["unbroken"]), Steps(folder["broken"]));
    }

    [Theory]
    [MemberData(nameof(EveryMethod))]
    public void Run_SameSeed_FindsTheSameBytes(string space, string method)
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, space, method, epochs: 1);
        using (var first = SearchRun.Start(options, folder["first"], TimeProvider.System)) Finish(first);
        using (var second = SearchRun.Start(options, folder["second"], TimeProvider.System)) Finish(second);

        Assert.Equal(LastCheckpoint(folder["first"]), LastCheckpoint(folder["second"]));
    }

    [Fact]
    public void Resume_DamagedNewestCheckpoint_OffersTheOneBefore()
    {
        using var folder = new TemporaryFolder();
        using (var run = SearchRun.Start(SmallSearch.Options(folder, "nasbench201", "darts-v1"), folder["run"], TimeProvider.System)) Finish(run);
        var store = RunDirectory.Open(folder["run"]).Checkpoints;
        var bytes = File.ReadAllBytes(store.List()[^1]);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(store.List()[^1], bytes);

        var damaged = Assert.Throws<CheckpointMismatchException>(() => SearchRun.Resume(folder["run"]));

        Assert.Contains("--checkpoint 000001-000000.safetensors", damaged.Message, StringComparison.Ordinal);
        using var earlier = SearchRun.Resume(folder["run"], "000001-000000.safetensors");
        Assert.Equal(new RunPosition(1, 0), earlier.Position);
    }

    [Fact]
    public void Resume_WithAnotherVersion_IsNoted()
    {
        using var folder = new TemporaryFolder();
        using (var run = SearchRun.Start(SmallSearch.Options(folder, "nasbench201", "darts-v1", 1), folder["run"], TimeProvider.System))
            Assert.Empty(run.Notes);
        var record = Path.Combine(folder["run"], "run.json");
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"torchsharp\": \"", "\"torchsharp\": \"0.1-", StringComparison.Ordinal));

        using var resumed = SearchRun.Resume(folder["run"]);

        Assert.Contains("torchsharp 0.1-", Assert.Single(resumed.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_CheckpointOfAnotherSpace_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using (var run = SearchRun.Start(SmallSearch.Options(folder, "nasbench201", "darts-v1", 1), folder["cells"], TimeProvider.System)) Finish(run);
        using (var run = SearchRun.Start(SmallSearch.Options(folder, "darts", "darts-v1", 1), folder["darts"], TimeProvider.System)) Finish(run);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder["cells"], "checkpoints")))
            File.Copy(file, Path.Combine(folder["darts"], "checkpoints", Path.GetFileName(file)), overwrite: true);

        var mismatch = Assert.Throws<CheckpointMismatchException>(() => SearchRun.Resume(folder["darts"]));

        Assert.Contains("space nasbench201", mismatch.Message, StringComparison.Ordinal);
    }

    private static void Finish(SearchRun run) => run.Run(cancellation: TestContext.Current.CancellationToken);

    private static void Interrupt(SearchRun run, RunPosition at)
    {
        using var source = new CancellationTokenSource();
        var progress = new Callback(report =>
        {
            if (report.Position == at) source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => run.Run(progress, source.Token));
    }

    private static byte[] LastCheckpoint(string run) => RunDirectory.Open(run).Checkpoints.Load().Content;

    /// <summary>The metrics without what no two runs share: time and memory.</summary>
    private static IEnumerable<string> Rows(string run) => RunDirectory.Open(run).Metrics.Read().Select(row =>
    {
        row.Remove("seconds");
        row.Remove("residentBytes");
        return row.ToJsonString();
    });

    private static string Steps(string run) => File.ReadAllText(Path.Combine(run, "steps.jsonl"));

    private sealed class Callback(Action<SearchProgress> action) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => action(value);
    }
}
