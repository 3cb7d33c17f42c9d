using AerNas.Runs;

namespace AerNas.Tests.Runs;

public sealed class RunDirectoryTests
{
    [Fact]
    public void Open_FolderWithoutARun_IsRefused()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("holds no run", Assert.Throws<RunStorageException>(() => RunDirectory.Open(folder.Path)).Message,
            StringComparison.Ordinal);
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
}
