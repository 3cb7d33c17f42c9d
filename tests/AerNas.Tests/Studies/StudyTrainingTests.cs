using System.Text.Json.Nodes;
using AerNas.Data;
using AerNas.Genotypes;
using AerNas.Options;
using AerNas.Running;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Sampling;
using AerNas.Sizes;
using AerNas.Spaces;
using AerNas.Studies;
using AerNas.Tests.Data.Sources;
using AerNas.Tests.Tabular;
using AerNas.Training;
using AerNas.Zoo;
using SkiaSharp;

namespace AerNas.Tests.Studies;

public sealed class StudyTrainingTests
{
    [Fact]
    public void Run_WithTraining_TrainsWhatEachSearchFoundAndRandomArchitectures()
    {
        using var folder = new TemporaryFolder();
        var study = StudyRun.Start(SmallStudy.Training(folder), folder["study"], TimeProvider.System);

        Finish(study);

        Assert.Equal(["darts-v1, off", "darts-v1, -0.2:0.2", "random"], study.Runs.Select(run => run.Setting).Distinct());
        Assert.Equal(study.Runs.Select(run => run.Folder).Order(StringComparer.Ordinal), StudyLatency.Load(study.Directory).Keys);
        Assert.All(study.Runs, run =>
        {
            var training = TrainRun.OptionsOf(study.Directory.TrainingPath(run));
            var random = run.Setting == StudyEntry.Random;
            Assert.Equal(random, !RunDirectory.Holds(study.Directory.RunPath(run)));
            Assert.Equal(random ? RandomArchitecture.Of(SearchSpace.NasBench201, run.Seed)
                .ToString() : Result(study.Directory.RunPath(run))["genotype"]!.GetValue<string>(), training.Genotype);
            Assert.Equal((run.Seed, 2, 1, 96),
                (training.Training.Seed, training.Training.Epochs, training.Runtime.Threads, training.Data.Images));
            Assert.InRange(Result(study.Directory.TrainingPath(run))["testAccuracy"]!.GetValue<double>(), 0, 1);
        });
    }

    [Fact]
    public void Resume_StoppedInASearchAndInATraining_EndsAsAnUnbrokenStudyAndRepeatsNothing()
    {
        using var folder = new TemporaryFolder();
        var options = SmallStudy.Training(folder);
        Finish(StudyRun.Start(options, folder["unbroken"], TimeProvider.System));

        BrokenStudy.Stop(StudyRun.Start(options, folder["broken"], TimeProvider.System),
            progress => progress.Active.Any(run => run.Epoch == 2));
        BrokenStudy.Stop(StudyRun.Resume(folder["broken"], TimeProvider.System),
            progress => progress.Active.Any(run => run is { Stage: StudyStage.Training, Epoch: 2 }));
        Assert.Single(BrokenStudy.Results(folder["broken"]));
        BrokenStudy.Stop(StudyRun.Resume(folder["broken"], TimeProvider.System),
            progress => progress.Ended is { Stage: StudyStage.Search });
        var done = BrokenStudy.Results(folder["broken"]);
        Assert.Equal(3, done.Count); // two searches, and one training
        var resumed = StudyRun.Resume(folder["broken"], TimeProvider.System);
        Assert.Single(resumed.Finished);
        Finish(resumed);

        var after = BrokenStudy.Results(folder["broken"]);
        Assert.All(done, result => Assert.Equal(result.Value, after[result.Key]));
        BrokenStudy.AssertSame(folder["unbroken"], folder["broken"]);
    }

    [Fact]
    public void Run_SideBySide_TrainsTheSame()
    {
        using var folder = new TemporaryFolder();
        Finish(StudyRun.Start(SmallStudy.Training(folder), folder["alone"], TimeProvider.System));
        StudyRun.Start(SmallStudy.Training(folder), folder["together"], TimeProvider.System)
            .Run(3, cancellation: TestContext.Current.CancellationToken);

        BrokenStudy.AssertSame(folder["alone"], folder["together"]);
    }

    [Fact]
    public void Resume_TrainingKilledBeforeItsRecord_BeginsAnew()
    {
        using var folder = new TemporaryFolder();
        var study = StudyRun.Start(SmallStudy.Training(folder) with { Entropy = ["off"], Seeds = [3] }, folder["study"],
            TimeProvider.System);
        Directory.CreateDirectory(Path.Combine(study.Directory.TrainingPath(study.Runs[0]), "checkpoints"));

        Finish(StudyRun.Resume(folder["study"], TimeProvider.System));

        Assert.Equal(2, StudyRun.Resume(folder["study"], TimeProvider.System).Finished.Count());
    }

    [Fact]
    public void Run_TrainingsThatDiverge_AreToldWhenAllSearchesAreDone()
    {
        using var folder = new TemporaryFolder();
        var options = SmallStudy.Training(folder);
        options.Training!["weights"] = new JsonObject { ["learningRate"] = 1e9, ["gradientClip"] = 0 };
        var study = StudyRun.Start(options, folder["study"], TimeProvider.System);

        Assert.Contains("training loss", Assert.Throws<NonFiniteValueException>(() => Finish(study)).Message, StringComparison.Ordinal);

        Assert.Equal(4, BrokenStudy.Results(folder["study"]).Count);
        Assert.Empty(study.Finished);
    }

    [Fact]
    public void Run_WithATable_TrainsTheRandomArchitecturesThatItLooksUp()
    {
        using var folder = new TemporaryFolder();
        PublishedCsv.Import(folder).Dispose();
        var study = StudyRun.Start(SmallStudy.Training(folder) with
        {
            Entropy = ["off"],
            Seeds = [3],
            Tabular = folder["accuracies.tabular"],
        }, folder["study"], TimeProvider.System);

        Finish(study);

        var random = study.Runs.Single(run => run.Setting == StudyEntry.Random);
        Assert.Equal(Result(study.Directory.RunPath(random))["genotype"]!.GetValue<string>(),
            Result(study.Directory.TrainingPath(random))["genotype"]!.GetValue<string>());
    }

    [Fact]
    public void Run_InTheDartsSpace_TrainsItsNetworks()
    {
        using var folder = new TemporaryFolder();
        var options = SmallStudy.Training(folder);
        options.Options!["supernet"]!["layers"] = 3;
        options.Training!["network"]!["layers"] = 3;
        var study = StudyRun.Start(options with { Space = SearchSpace.Darts, Entropy = ["off"], Seeds = [3] }, folder["study"],
            TimeProvider.System);

        Finish(study);

        Assert.All(study.Runs,
            run => Assert.InRange(Result(study.Directory.TrainingPath(run))["parameters"]!.GetValue<long>(), 100, 10_000));
    }

    [Fact]
    public void Progress_TellsOfSearchesAndTrainings()
    {
        using var folder = new TemporaryFolder();
        var seen = new List<StudyProgress>();
        StudyRun.Start(SmallStudy.Training(folder) with { Entropy = ["off"] }, folder["study"], TimeProvider.System)
            .Run(1, new Callback(seen.Add), TestContext.Current.CancellationToken);

        Assert.Equal(seen.Select(progress => progress.Done).Order(), seen.Select(progress => progress.Done));
        Assert.Equal((4, 4, 1.0), (seen[^1].Runs, seen[^1].Finished, seen[^1].Done));
        Assert.Equal(
            [(StudyStage.Search, false), (StudyStage.Training, true), (StudyStage.Training, true), (StudyStage.Search, false),
                (StudyStage.Training, true), (StudyStage.Training, true)],
            seen.Select(progress => progress.Ended).OfType<StageEnd>().Select(end => (end.Stage, end.EndsRun)));
        Assert.Equal(Enum.GetValues<StudyStage>(), seen.SelectMany(progress => progress.Active).Select(run => run.Stage).Distinct());
    }

    [Fact]
    public void Start_WithImagesThatCannotBeTrainedOn_WritesNothing()
    {
        using var folder = new TemporaryFolder();
        var options = SmallStudy.Training(folder);

        Refused("""{ "data": { "images": 97 } }""", "training.data.images: is 97, but there are only 96 training images.");
        Refused("""{ "training": { "batchSize": 97 } }""", "training.training.batchSize: is 97, but there are only 96 training images.");
        foreach (var picture in new[] { "red/1", "red/2", "blue/1", "blue/2" })
            folder.Write($"few/train/{picture}.png", DatasetFixtures.Picture(8, 8, SKColors.Red));
        Refused($$"""{ "data": { "path": "{{folder["few"]}}" }, "training": { "batchSize": 2 } }""", "training.data.path: ",
            "has no test images, which tell what the trained networks come to");
        Assert.Throws<DatasetFormatException>(() => Start("""{ "data": { "path": "nowhere/at/all" } }"""));
        Assert.False(Directory.Exists(folder["study"]));

        void Start(string training) =>
            StudyRun.Start(options with { Training = JsonNode.Parse(training)!.AsObject() }, folder["study"], TimeProvider.System);

        void Refused(string training, params string[] parts)
        {
            var refusal = Assert.Throws<InvalidOptionsException>(() => Start(training)).Message;
            Assert.All(parts, part => Assert.Contains(part, refusal, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Estimate_HasTheTimeOfTheTrainingsInIt()
    {
        using var folder = new TemporaryFolder();

        var estimate = StudyEstimate.Of(SmallStudy.Training(folder) with { Entropy = ["off"] }, 1, TimeProvider.System,
            cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(["darts-v1, off", "random"], estimate.Runs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(estimate.Training, estimate.Runs["random"]);
        Assert.True(estimate.Runs["darts-v1, off"] > estimate.Training);
        Assert.Equal(2 * (estimate.Runs["darts-v1, off"] + estimate.Runs["random"]), estimate.Total);
    }

    [Fact]
    public void Estimate_TimesEachNamedArchitectureByItself()
    {
        using var folder = new TemporaryFolder();
        var study = SmallStudy.Training(folder) with
        {
            Methods = [],
            Architectures =
            [
                new StudyArchitecture { Name = "one", Genotype = RandomArchitecture.Of(SearchSpace.Default, 1).ToString() },
                new StudyArchitecture { Name = "two", Genotype = RandomArchitecture.Of(SearchSpace.Default, 2).ToString() },
            ],
        };

        var told = new List<SettingEstimate>();
        var estimate = StudyEstimate.Of(study, 1, new SlowingClock(), new StepProgress<SettingEstimate>(told.Add),
            TestContext.Current.CancellationToken);

        Assert.Equal(["one", "two"], told.Select(each => each.Setting));
        Assert.All(told, each => Assert.Equal((TimeSpan.Zero, estimate.Runs[each.Setting]), (each.Search, each.Training)));
        Assert.True(estimate.Training is null && estimate.Runs["one"] < estimate.Runs["two"], estimate.ToString());
        Assert.Equal(2 * (estimate.Runs["one"] + estimate.Runs["two"]), estimate.Total);
    }

    [Fact]
    public void Estimate_OfANetworkLargerThanTheMachine_TellsOfItAndTimesTheOthers()
    {
        using var folder = new TemporaryFolder();
        var study = SmallStudy.Training(folder) with
        {
            Methods = [],
            Architectures =
            [
                new StudyArchitecture { Name = "cell", Genotype = RandomArchitecture.Of(SearchSpace.Default, 1).ToString() },
                new StudyArchitecture
                {
                    Name = "DenseNet_BC_190_40",
                    Genotype = GenotypeNotation.Json(GenotypeZoo.Find("DenseNet_BC_190_40").Architecture),
                },
            ],
        };
        study.Training!["training"] = new JsonObject { ["batchSize"] = 96 };
        study.Training["data"] = new JsonObject { ["imageSize"] = 128 };

        var estimate = StudyEstimate.Of(study, 1, TimeProvider.System, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(["cell"], estimate.Runs.Keys);
        Assert.Contains("would take about", Assert.Single(estimate.Refusals).Value, StringComparison.Ordinal);
        Assert.DoesNotContain("-", estimate.Refusals["DenseNet_BC_190_40"], StringComparison.Ordinal);
        Assert.Equal(2 * estimate.Runs["cell"], estimate.Total);
        Assert.Contains("of DenseNet_BC_190_40", Assert.Throws<MemoryShortageException>(
            () => StudyRun.Start(study, folder["study"], TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    private static void Finish(StudyRun study) => study.Run(1, cancellation: TestContext.Current.CancellationToken);

    private static JsonObject Result(string run) => RunDirectory.Open(run).ReadResult()!;

    private sealed class Callback(Action<StudyProgress> action) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value) => action(value);
    }

    /// <summary>A clock by which whatever is timed later takes longer.</summary>
    private sealed class SlowingClock : TimeProvider
    {
        private long _asked;

        public override long GetTimestamp() => (long)Math.Pow(Interlocked.Increment(ref _asked), 2) * 1_000;
    }
}
