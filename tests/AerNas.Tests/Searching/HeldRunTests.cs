using AerNas.Runs;
using AerNas.Searching;
using AerNas.Studies;
using AerNas.Tests.Cli;
using AerNas.Tests.Studies;
using AerNas.Training;

namespace AerNas.Tests.Searching;

/// <summary>Runs that another one writes: what the commands say, and what they leave alone.</summary>
public sealed class HeldRunTests
{
    [Fact]
    public void Resume_SearchThatIsHeld_IsRefusedAndItsFilesUntouched()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", "darts-v1", 1);
        using (var run = SearchRun.Start(options, folder["run"], TimeProvider.System)) SearchRuns.Finish(run);
        File.AppendAllText(folder["run/metrics.jsonl"], "{\"epo");
        using (RunDirectory.TakeUp(folder["run"]))
        {
            var before = Contents(folder["run"]);
            CommandRun.Of("search", "--resume", folder["run"])
                .IsRefused(folder["run"], "is being written by this process", "wait until it has ended");
            CommandRun.Of("train", "--genotype", "DARTS_V2", "--out", folder["run"]).IsRefused("--resume");
            Assert.Equal(before, Contents(folder["run"]));
        }

        using var resumed = SearchRun.Resume(folder["run"]);
        Assert.Single(resumed.Notes, note => note.Contains("cut short", StringComparison.Ordinal));
    }

    [Fact]
    public void Commands_ThatRead_AreNotHindered()
    {
        using var folder = new TemporaryFolder();
        using var run = SearchRun.Start(SmallSearch.Options(folder, "nasbench201", "darts-v1", 1), folder["run"], TimeProvider.System);
        SearchRuns.Finish(run);

        Assert.Equal(0, CommandRun.Of("report", folder["run"], "--out", folder["page.html"]).ExitCode);
        Assert.Equal(0, CommandRun.Of("derive", folder["run"], "--out", folder["genotype"]).ExitCode);
        Assert.Equal(0, CommandRun.Of("genotype", folder["run"], "--svg", folder["cell.svg"]).ExitCode);
        Assert.Equal(0, CommandRun.Of("verify", folder["run"]).ExitCode);
        Assert.Throws<RunStorageException>(() => SearchRun.Resume(folder["run"]));
    }

    [Fact]
    public void Resume_RunStoppedBeforeItsFirstFile_TellsToBeginItAgain()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run/run.json.abcdefgh.partial", [1]);
        folder.Write("study/write.lock", []);

        CommandRun.Of("search", "--resume", folder["run"]).IsRefused("stopped before it had written anything", "begin it again");
        CommandRun.Of("train", "--resume", folder["run"]).IsRefused("stopped before it had written anything");
        CommandRun.Of("study", "--resume", folder["study"]).IsRefused("stopped before it had written anything");
        using var run = SearchRun.Start(SmallSearch.Options(folder, "nasbench201", "darts-v1", 1), folder["run"], TimeProvider.System);
        Assert.Empty(Directory.EnumerateFiles(folder["run"], "*.partial"));
    }

    [Fact]
    public void Dispose_OfEachKind_ReleasesTheFolder()
    {
        using var folder = new TemporaryFolder();
        var search = SmallSearch.Options(folder, "nasbench201", "darts-v1", 1);
        for (var round = 0; round < 2; round++)
            using (var run = round == 0 ? SearchRun.Start(search, folder["run"], TimeProvider.System) : SearchRun.Resume(folder["run"]))
                Assert.True(File.Exists(folder["run/write.lock"]));

        Assert.False(File.Exists(folder["run/write.lock"]));
        Assert.Throws<RunStorageException>(() => TrainRun.Resume(folder["run"])); // a search lies there
        using (RunDirectory.TakeUp(folder["run"])) Assert.True(RunDirectory.Holds(folder["run"]));
    }

    [Fact]
    public void StudyRun_ThatIsHeld_IsRefusedAndGoesOnAfterwards()
    {
        using var folder = new TemporaryFolder();
        var options = SmallStudy.Options(folder) with { Methods = ["darts-v1"], Entropy = ["off"], Seeds = [3] };
        var study = StudyRun.Start(options, folder["study"], TimeProvider.System);
        using (StudyDirectory.TakeUp(folder["study"]))
        {
            var refused = CommandRun.Of("study", "--resume", folder["study"], "--threads", "1");
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("is being written by this process", refused.Error, StringComparison.Ordinal);
        }

        study.Run(1, cancellation: TestContext.Current.CancellationToken);

        Assert.All(study.Runs, run => Assert.True(RunDirectory.HoldsDone(study.Directory.RunPath(run))));
        Assert.Empty(Directory.EnumerateFiles(folder["study"], "*.lock", SearchOption.AllDirectories));
    }

    private static string[] Contents(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) != WriteLock.FileName).Order(StringComparer.Ordinal)
        .Select(file => $"{file}: {Convert.ToHexString(File.ReadAllBytes(file))}")];
}
