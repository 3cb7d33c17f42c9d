using AerNas.Runs;
using AerNas.Searching;

namespace AerNas.Tests.Searching;

public sealed class SearchRunTests
{
    [Fact]
    public void Resume_DamagedNewestCheckpoint_OffersTheOneBefore()
    {
        using var folder = new TemporaryFolder();
        using (var run = SearchRun.Start(SmallSearch.Options(folder, "nasbench201", "darts-v1"), folder["run"], TimeProvider.System))
            SearchRuns.Finish(run);
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
            Assert.DoesNotContain(run.Notes, note => note.Contains("torchsharp", StringComparison.Ordinal));
        var record = Path.Combine(folder["run"], "run.json");
        File.WriteAllText(record, File.ReadAllText(record)
            .Replace("\"torchsharp\": \"", "\"torchsharp\": \"0.1-", StringComparison.Ordinal));

        using var resumed = SearchRun.Resume(folder["run"]);

        Assert.Single(resumed.Notes, note => note.Contains("torchsharp 0.1-", StringComparison.Ordinal));
    }

    [Fact]
    public void Resume_CheckpointOfAnotherSpace_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using (var run = SearchRun.Start(SmallSearch.Options(folder, "nasbench201", "darts-v1", 1), folder["cells"], TimeProvider.System))
            SearchRuns.Finish(run);
        using (var run = SearchRun.Start(SmallSearch.Options(folder, "darts", "darts-v1", 1), folder["darts"], TimeProvider.System))
            SearchRuns.Finish(run);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder["cells"], "checkpoints")))
            File.Copy(file, Path.Combine(folder["darts"], "checkpoints", Path.GetFileName(file)), overwrite: true);

        var mismatch = Assert.Throws<CheckpointMismatchException>(() => SearchRun.Resume(folder["darts"]));

        Assert.Contains("space nasbench201", mismatch.Message, StringComparison.Ordinal);
    }
}
