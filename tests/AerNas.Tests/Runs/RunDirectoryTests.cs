using System.Text.Json.Nodes;
using AerNas.Runs;

namespace AerNas.Tests.Runs;

public sealed class RunDirectoryTests
{
    [Fact]
    public void Create_FolderOfARun_SaysHowToGoOn()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(RunDirectory.Create(folder["run"]).RecordFile, "{}");

        Assert.Contains("--resume", Assert.Throws<RunStorageException>(() => RunDirectory.Create(folder["run"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_PathOfAFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run", [1]);

        Assert.Contains("is a file", Assert.Throws<RunStorageException>(() => RunDirectory.Create(folder["run"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderWithoutARun_IsRefused()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("holds no run", Assert.Throws<RunStorageException>(() => RunDirectory.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NextFree_TakenNumbers_AreSkipped()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["search-001"]);
        Directory.CreateDirectory(folder["search-003"]);

        Assert.Equal(folder["search-002"], RunDirectory.NextFree(folder.Path, "search"));
    }

    [Fact]
    public void Metrics_LineCutByACrash_IsDroppedWhenTheRunGoesOn()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"]);
        for (var epoch = 0; epoch < 3; epoch++) run.Metrics.Append(new JsonObject { ["epoch"] = epoch });
        File.AppendAllText(Path.Combine(run.Path, "metrics.jsonl"), "{\"epo");

        run.Metrics.TruncateFrom(2);
        run.Metrics.Append(new JsonObject { ["epoch"] = 2 });

        Assert.Equal(["{\"epoch\":0}", "{\"epoch\":1}", "{\"epoch\":2}"], File.ReadAllLines(Path.Combine(run.Path, "metrics.jsonl")));
    }

    [Fact]
    public void FirstSteps_RunThatGoesOnBeforeItsLastStep_AreThoseOfAnUnbrokenRun()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"]);
        Record(new FirstSteps(run, default), 1, 2, 3); // the third is lost: the checkpoint stands at the second
        Record(new FirstSteps(run, new RunPosition(0, 2)), 3, FirstSteps.Kept, FirstSteps.Kept + 1);
        new FirstSteps(run, new RunPosition(1, 0)).Record(new RunPosition(1, 1), []);

        Assert.Equal(["{\"step\":1,\"loss\":1}", "{\"step\":2,\"loss\":2}", "{\"step\":3,\"loss\":3}", "{\"step\":50,\"loss\":50}"],
            run.Steps.Read().Select(row => row.ToJsonString()));

        static void Record(FirstSteps steps, params int[] numbers)
        {
            foreach (var number in numbers) steps.Record(new RunPosition(0, number), [new("loss", number)]);
        }
    }

    [Fact]
    public void Record_OfAVersionThatToldNoMachine_IsRead()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"]);
        File.WriteAllText(run.RecordFile,
            """{"kind": "search", "started": "2026-01-02T03:04:05Z", "options": {}, "versions": {"aernas": "0.1.0"}, "dataset": "d", "datasetHash": "0"}""");

        var record = RunRecord.Load(run);

        Assert.Null(record.Machine);
        Assert.Equal("search", record.Kind);
    }

    [Fact]
    public void AtomicFile_DeviceThatIsFull_LeavesNoTargetAndNamesIt()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no device that is always full here.");
        using var folder = new TemporaryFolder();
        var target = folder["value"];
        AtomicFile.WriteText(target, "old");
        File.CreateSymbolicLink(target + ".partial", "/dev/full"); // what is written beside goes to the full device

        var exception = Assert.Throws<RunStorageException>(() => AtomicFile.Write(target, stream =>
        {
            stream.Write(new byte[1 << 16]);
            stream.Flush();
        }));

        Assert.Equal(target, exception.Path);
        Assert.Equal("old", File.ReadAllText(target));
    }
}
