using System.Text.Json.Nodes;
using AerNas.Data;
using AerNas.Options;
using AerNas.Runs;
using AerNas.Studies;
using AerNas.Tests.Tabular;

namespace AerNas.Tests.Studies;

public sealed class StudyRunTests
{
    [Fact]
    public void Resume_StoppedTwice_EndsAsAnUnbrokenStudyAndRepeatsNothing()
    {
        using var folder = new TemporaryFolder();
        var options = SmallStudy.Options(folder);
        Finish(StudyRun.Start(options, folder["unbroken"], TimeProvider.System));

        Stop(StudyRun.Start(options, folder["broken"], TimeProvider.System), progress => progress.Active.Any(search => search.Epoch == 2));
        var resumed = StudyRun.Resume(folder["broken"], TimeProvider.System);
        Assert.Empty(resumed.Finished);
        Stop(resumed, progress => progress.Finished == 3 && progress.Ended is null);
        resumed = StudyRun.Resume(folder["broken"], TimeProvider.System);
        Assert.Equal(3, resumed.Finished.Count());
        var done = resumed.Finished.ToDictionary(run => run, run => File.GetLastWriteTimeUtc(ResultFile(folder["broken"], run)));
        Finish(resumed);

        Assert.All(done, run => Assert.Equal(run.Value, File.GetLastWriteTimeUtc(ResultFile(folder["broken"], run.Key))));
        AssertSame(folder["unbroken"], folder["broken"]);
    }

    [Fact]
    public void Run_SideBySide_EndsAsOneAfterTheOther()
    {
        using var folder = new TemporaryFolder();
        var options = SmallStudy.Options(folder);
        Finish(StudyRun.Start(options, folder["alone"], TimeProvider.System));
        Finish(StudyRun.Start(options, folder["together"], TimeProvider.System), sideBySide: 3);

        AssertSame(folder["alone"], folder["together"]);
    }

    [Fact]
    public void Resume_RunKilledBeforeItsRecord_BeginsAnew()
    {
        using var folder = new TemporaryFolder();
        var study = StudyRun.Start(SmallStudy.Options(folder) with { Methods = ["darts-v1"], Seeds = [3] }, folder["study"],
            TimeProvider.System);
        Directory.CreateDirectory(Path.Combine(study.Directory.RunPath(study.Runs[0]), "checkpoints"));

        Finish(StudyRun.Resume(folder["study"], TimeProvider.System));

        Assert.Equal(2, StudyRun.Resume(folder["study"], TimeProvider.System).Finished.Count());
    }

    [Fact]
    public void Run_WithATable_LooksUpAsManyRandomArchitecturesAsSeeds()
    {
        using var folder = new TemporaryFolder();
        PublishedCsv.Import(folder).Dispose();
        var study = StudyRun.Start(SmallStudy.Options(folder) with { Methods = ["darts-v1"], Tabular = folder["accuracies.tabular"] },
            folder["study"], TimeProvider.System);
        Finish(study);

        var random = study.Runs.Where(run => run.Setting == "random").ToArray();
        Assert.Equal([3, 5], random.Select(run => run.Seed));
        var cells = random.Select(run => RunDirectory.Open(study.Directory.RunPath(run)).ReadResult()!["genotype"]!.GetValue<string>())
            .ToArray();
        Assert.NotEqual(cells[0], cells[1]);
        Assert.All(cells, cell => Assert.Contains(cell, PublishedCsv.Cells));
    }

    [Fact]
    public void Progress_GrowsToTheEnd()
    {
        using var folder = new TemporaryFolder();
        var seen = new List<StudyProgress>();
        StudyRun.Start(SmallStudy.Options(folder) with { Methods = ["darts-v1"] }, folder["study"], TimeProvider.System)
            .Run(1, new Callback(seen.Add), TestContext.Current.CancellationToken);

        Assert.Equal(seen.Select(progress => progress.Done).Order(), seen.Select(progress => progress.Done));
        Assert.Equal((4, 4, 1.0), (seen[^1].Runs, seen[^1].Finished, seen[^1].Done));
        Assert.Equal(4, seen.Count(progress => progress.Ended is not null));
        Assert.All(seen.SkipLast(1), progress => Assert.InRange(progress.Done, 0, 1));
    }

    [Fact]
    public void Start_WithBadImagesOrTable_WritesNothing()
    {
        using var folder = new TemporaryFolder();
        var options = SmallStudy.Options(folder);
        Assert.Throws<InvalidOptionsException>(() => Start(With("""{ "data": { "images": 97 } }""")));
        Assert.Throws<InvalidOptionsException>(() => Start(With("""{ "search": { "batchSize": 49 } }""")));
        Assert.Throws<DatasetFormatException>(() => Start(With("""{ "data": { "path": "nowhere/at/all" } }""")));
        Assert.ThrowsAny<IOException>(() => Start(options with { Tabular = folder["none.tabular"] }));
        Assert.False(Directory.Exists(folder["study"]));

        void Start(StudyOptions bad) => StudyRun.Start(bad, folder["study"], TimeProvider.System);

        StudyOptions With(string own) =>
            options with { MethodOptions = new Dictionary<string, JsonObject> { ["gdas"] = JsonNode.Parse(own)!.AsObject() } };
    }

    [Fact]
    public void Resume_RecordThatSomebodyChanged_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var file = StudyRun.Start(SmallStudy.Options(folder), folder["study"], TimeProvider.System).Directory.RecordFile;
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"scale\"", "\"scales\"", StringComparison.Ordinal));

        var refusal = Assert.Throws<RunStorageException>(() => StudyRun.Resume(folder["study"], TimeProvider.System));

        Assert.Contains("holds options that cannot be read", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_InAFolderThatHoldsAStudy_PointsToResume()
    {
        using var folder = new TemporaryFolder();
        StudyRun.Start(SmallStudy.Options(folder), folder["study"], TimeProvider.System);
        Assert.Contains("--resume", Assert.Throws<RunStorageException>(
            () => StudyRun.Start(SmallStudy.Options(folder), folder["study"], TimeProvider.System)).Message, StringComparison.Ordinal);
        Assert.Contains("holds no study",
            Assert.Throws<RunStorageException>(() => StudyRun.Resume(folder.Path, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    private static void Finish(StudyRun study, int sideBySide = 1) =>
        study.Run(sideBySide, cancellation: TestContext.Current.CancellationToken);

    private static void Stop(StudyRun study, Func<StudyProgress, bool> when) => BrokenStudy.Stop(study, when);

    private static string ResultFile(string study, StudyEntry run) => Path.Combine(StudyDirectory.Open(study).RunPath(run), "result.json");

    private static void AssertSame(string first, string second) => BrokenStudy.AssertSame(first, second);

    private sealed class Callback(Action<StudyProgress> action) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value) => action(value);
    }
}
