using AerNas.Export;
using AerNas.Options;
using AerNas.Runs;
using AerNas.Sampling;
using AerNas.Spaces;
using AerNas.Training;

namespace AerNas.Tests.Training;

public sealed class TrainRunTests
{
    public static MatrixTheoryData<string, NetworkEngine> FamiliesAndEngines { get; } =
        new([SmallTraining.Darts, SmallTraining.NasBench201], [NetworkEngine.Auto, NetworkEngine.Torch]);

    public static TheoryData<string> Families => SmallTraining.Families;

    [Theory]
    [MemberData(nameof(FamiliesAndEngines))]
    public void Resume_AfterInterruptions_EndsInTheBytesOfAnUnbrokenRun(string space, NetworkEngine engine)
    {
        using var folder = new TemporaryFolder();
        AssertGoesOn(folder, On(engine, SmallTraining.OnNoise(folder, space)));
    }

    /// <summary>About half of the operations draw noise, on the only engine that can.</summary>
    [Fact]
    public void Resume_OfACellOfNoise_EndsInTheBytesOfAnUnbrokenRun()
    {
        using var folder = new TemporaryFolder();
        var genotype = RandomArchitecture.Of(SearchSpace.Find("darts-s4"), seed: 1);
        Assert.Contains(genotype[CellKind.Normal].Edges, edge => edge.Operation == CandidateOperation.Noise);

        AssertGoesOn(folder, On(NetworkEngine.Auto, SmallTraining.OnNoise(folder, genotype)));

        Assert.Equal(NetworkEngine.Torch, TrainRun.OptionsOf(folder["broken"]).Runtime.Engine);
    }

    private static void AssertGoesOn(TemporaryFolder folder, TrainingOptions options)
    {
        using (var unbroken = TrainRun.Start(options, folder["unbroken"], TimeProvider.System)) Finish(unbroken);

        using (var broken = TrainRun.Start(options, folder["broken"], TimeProvider.System))
            SmallTraining.Interrupt(broken, new RunPosition(0, 2));
        using (var resumed = TrainRun.Resume(folder["broken"])) SmallTraining.Interrupt(resumed, new RunPosition(1, 3));
        using (var resumed = TrainRun.Resume(folder["broken"]))
        {
            Assert.Equal(new RunPosition(1, 3), resumed.Position);
            Finish(resumed);
        }

        Assert.Equal(LastCheckpoint(folder["unbroken"]), LastCheckpoint(folder["broken"]));
        Assert.Equal(Rows(folder["unbroken"]), Rows(folder["broken"]));
        foreach (var file in new[] { "result.json", "model/model.safetensors", "model/model.json", "model/genotype.json" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["unbroken"], file)),
                File.ReadAllBytes(Path.Combine(folder["broken"], file)));
    }

    /// <summary>
    /// With drop path, auxiliary head and label smoothing where there are any; the record tells the engine that ran. The rate is one at
    /// which rounding stays rounding: at 0.025 Torch's own float32 and float64 are 2e-3 apart after ten steps of this network.
    /// </summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void Run_OnEitherEngine_LearnsTheSame(string space)
    {
        using var folder = new TemporaryFolder();
        AssertLearnsTheSame(folder, SmallTraining.OnNoise(folder, space));
    }

    [Fact]
    public void Run_OfACellWhoseConvolutionsNothingReads_LearnsTheSameOnEitherEngine()
    {
        using var folder = new TemporaryFolder();
        AssertLearnsTheSame(folder, SmallTraining.OnNoise(folder, SmallTraining.NasBench201) with
        {
            Genotype = "|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|nor_conv_3x3~2|",
        });
    }

    /// <summary>A skip connection stands beside that of an edge: a sum that adds one map twice.</summary>
    [Fact]
    public void Run_OfACellWithShortcuts_LearnsTheSameOnEitherEngine()
    {
        using var folder = new TemporaryFolder();
        var genotype = RandomArchitecture.Of(SearchSpace.Find("darts-all-skip"), seed: 2);
        Assert.Contains(genotype[CellKind.Normal].Edges, edge => edge.Operation == CandidateOperation.SkipConnect);

        AssertLearnsTheSame(folder, SmallTraining.OnNoise(folder, genotype));
    }

    private static void AssertLearnsTheSame(TemporaryFolder folder, TrainingOptions small)
    {
        var rows = new[] { NetworkEngine.Auto, NetworkEngine.Torch }.Select(engine =>
        {
            var options = On(engine, small);
            options = options with { Weights = options.Weights with { LearningRate = 0.002 } };
            using var run = TrainRun.Start(options, folder[$"{engine}"], TimeProvider.System);
            Assert.Equal(engine == NetworkEngine.Torch ? engine : NetworkEngine.Fused, run.Options.Runtime.Engine);
            Finish(run);
            Assert.Equal(run.Options.Runtime.Engine, TrainRun.OptionsOf(folder[$"{engine}"]).Runtime.Engine);
            return RunDirectory.Open(folder[$"{engine}"]).Metrics.Read();
        }).ToArray();
        Assert.All(rows[0].Zip(rows[1]), pair =>
            Assert.Equal((double)pair.Second["trainLoss"]!, (double)pair.First["trainLoss"]!, 1e-3));
    }

    /// <summary>A version before trained on Torch alone, and its records left the engine open.</summary>
    [Fact]
    public void Resume_RunThatLeftTheEngineOpen_GoesOnByTorch()
    {
        using var folder = new TemporaryFolder();
        var options = On(NetworkEngine.Torch, SmallTraining.OnNoise(folder, SmallTraining.NasBench201));
        using (var unbroken = TrainRun.Start(options, folder["unbroken"], TimeProvider.System)) Finish(unbroken);
        using (var broken = TrainRun.Start(options, folder["broken"], TimeProvider.System))
            SmallTraining.Interrupt(broken, new RunPosition(1, 1));
        var record = Path.Combine(folder["broken"], "run.json");
        var open = File.ReadAllText(record).Replace("\"engine\": \"Torch\"", "\"engine\": \"Auto\"", StringComparison.Ordinal);
        File.WriteAllText(record, open);

        using (var resumed = TrainRun.Resume(folder["broken"])) Finish(resumed);

        Assert.Equal(LastCheckpoint(folder["unbroken"]), LastCheckpoint(folder["broken"]));
    }

    [Fact]
    public void Run_ToItsEnd_LeavesAModelOfTheReportedAccuracy()
    {
        using var folder = new TemporaryFolder();
        using var run = TrainRun.Start(SmallTraining.OnNoise(folder, SmallTraining.NasBench201), folder["run"], TimeProvider.System);
        var result = run.Run(cancellation: TestContext.Current.CancellationToken);

        using var model = ModelFolder.Load(result.Model);
        Assert.Equal(result.TestAccuracy, model.TestAccuracy(run.Dataset, TestContext.Current.CancellationToken));
        Assert.Equal(result.TestAccuracy, model.Card.TestAccuracy);
    }

    [Fact]
    public void Resume_CheckpointOfAnotherGenotype_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using (var run = TrainRun.Start(SmallTraining.OnNoise(folder, SmallTraining.NasBench201), folder["cells"], TimeProvider.System))
            SmallTraining.Interrupt(run, new RunPosition(0, 1));
        using (var run = TrainRun.Start(SmallTraining.OnNoise(folder, SmallTraining.Darts), folder["darts"], TimeProvider.System))
            SmallTraining.Interrupt(run, new RunPosition(0, 1));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder["cells"], "checkpoints")))
            File.Copy(file, Path.Combine(folder["darts"], "checkpoints", Path.GetFileName(file)), overwrite: true);

        var mismatch = Assert.Throws<CheckpointMismatchException>(() => TrainRun.Resume(folder["darts"]));

        Assert.Contains("of genotype |nor_conv_3x3~0|", mismatch.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_MoreImagesThanThereAre_WritesNothing()
    {
        using var folder = new TemporaryFolder();
        var options = SmallTraining.OnNoise(folder, SmallTraining.NasBench201);
        options = options with { Data = options.Data with { Images = 1000 } };
        var invalid = Assert.Throws<InvalidOptionsException>(() => TrainRun.Start(options, folder["run"], TimeProvider.System));
        Assert.Contains("data.images", invalid.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    private static TrainingOptions On(NetworkEngine engine, TrainingOptions options) =>
        options with { Runtime = options.Runtime with { Engine = engine } };

    private static void Finish(TrainRun run) => run.Run(cancellation: TestContext.Current.CancellationToken);

    private static byte[] LastCheckpoint(string run) => RunDirectory.Open(run).Checkpoints.Load().Content;

    /// <summary>The metrics without what no two runs share: time and memory.</summary>
    private static IEnumerable<string> Rows(string run) => RunDirectory.Open(run).Metrics.Read().Select(row =>
    {
        row.Remove("seconds");
        row.Remove("residentBytes");
        return row.ToJsonString();
    });
}
