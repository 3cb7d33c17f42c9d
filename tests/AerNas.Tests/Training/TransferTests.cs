using AerNas.Export;
using AerNas.Options;
using AerNas.Runs;
using AerNas.Training;

namespace AerNas.Tests.Training;

public sealed class TransferTests : IDisposable
{
    private const string Classifier = "classifier.";

    private readonly TemporaryFolder _folder = new();

    public static MatrixTheoryData<NetworkEngine, bool> EnginesAndFreezing { get; } =
        new([NetworkEngine.Torch, NetworkEngine.Auto], [false, true]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(SmallTraining.Families), MemberType = typeof(SmallTraining))]
    public void Start_FromAModel_BeginsWithItsWeightsButForTheClassifiers(string space)
    {
        var model = Train(space);
        using (TrainRun.Start(Options(model, freeze: false, space), _folder["run"], TimeProvider.System))
        {
        }

        var (begun, weights) = (LastCheckpoint("run"), Weights(model));
        foreach (var entry in weights.Entries)
        {
            var same = begun[(begun.Contains($"weights/{entry.Name}") ? "weights/" : "buffers/") + entry.Name].Data.Span
                .SequenceEqual(entry.Data.Span);
            Assert.True(same != entry.Name.Contains(Classifier, StringComparison.Ordinal), entry.Name);
        }

        var recorded = TrainRun.OptionsOf(_folder["run"]);
        Assert.Equal((Path.GetFullPath(model), ModelFolder.Describe(model).Card.WeightsHash),
            (recorded.From!.Model, recorded.From.WeightsHash));
    }

    [Theory]
    [MemberData(nameof(EnginesAndFreezing))]
    public void Resume_ModelGone_EndsInTheBytesOfAnUnbrokenRun(NetworkEngine engine, bool freeze)
    {
        var model = Train();
        var options = Options(model, freeze) with { Runtime = new RuntimeOptions { Threads = 1, Engine = engine } };
        using (var unbroken = TrainRun.Start(options, _folder["unbroken"], TimeProvider.System)) Finish(unbroken);
        TrainRun.Start(options, _folder["killed"], TimeProvider.System).Dispose(); // before its first step
        using (var broken = TrainRun.Start(options, _folder["broken"], TimeProvider.System)) Interrupt(broken);
        Directory.Delete(model, recursive: true);

        foreach (var name in new[] { "broken", "killed" }) AssertResumes(name);
    }

    [Fact]
    public void Resume_StoppedBeforeItsFirstCheckpoint_ReadsTheModelAgain()
    {
        var options = Options(Train(), freeze: false);
        using (var unbroken = TrainRun.Start(options, _folder["unbroken"], TimeProvider.System)) Finish(unbroken);
        TrainRun.Start(options, _folder["killed"], TimeProvider.System).Dispose();
        Directory.Delete(_folder["killed/checkpoints"], recursive: true);

        AssertResumes("killed");
    }

    private void AssertResumes(string name)
    {
        using (var resumed = TrainRun.Resume(_folder[name])) Finish(resumed);
        foreach (var file in new[] { "result.json", "model/model.safetensors", "model/model.json" })
            Assert.Equal(File.ReadAllBytes(_folder[$"unbroken/{file}"]), File.ReadAllBytes(_folder[$"{name}/{file}"]));
    }

    [Theory]
    [InlineData(NetworkEngine.Torch)]
    [InlineData(NetworkEngine.Auto)]
    public void Run_Frozen_LeavesAllButTheClassifierAsItIs(NetworkEngine engine)
    {
        var model = Train();
        var options = Options(model, freeze: true) with { Runtime = new RuntimeOptions { Threads = 1, Engine = engine } };
        using var run = TrainRun.Start(options, _folder["run"], TimeProvider.System);
        Finish(run);

        var (before, after) = (Weights(model), Weights(run.ModelPath));
        Assert.All(after.Entries.Where(entry => !entry.Name.StartsWith(Classifier, StringComparison.Ordinal)),
            entry => Assert.True(entry.Data.Span.SequenceEqual(before[entry.Name].Data.Span), entry.Name));
        Assert.False(after["classifier.weight"].Data.Span.SequenceEqual(before["classifier.weight"].Data.Span));
        Assert.Equal(ModelFolder.Describe(model).Card.Mean, ModelFolder.Describe(run.ModelPath).Card.Mean);
        var losses = RunDirectory.Open(_folder["run"]).Metrics.Read().Select(row => (double)row["trainLoss"]!).ToArray();
        Assert.True(losses[^1] < losses[0], string.Join(", ", losses));
    }

    [Fact]
    public void Start_ModelThatDoesNotFit_IsRefusedAndNothingIsWritten()
    {
        var model = Train();
        var options = Options(model, freeze: false);
        Refused(options with { Network = options.Network with { Channels = 4, Form = "other" } }, "network.form");
        Refused(options with { Network = options.Network with { Channels = 4, Cells = 3 } }, "network.channels: is 4, and 2 in",
            "network.cells: is 3, and 1 in");
        Refused(options with { Genotype = "|nor_conv_1x1~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|" }, "genotype", "is not that");
        Refused(options with { From = options.From! with { WeightsHash = "00" } }, "from.model", "other weights");
        Refused(options with { From = options.From! with { Freeze = true }, Network = options.Network with { DropPath = 0.1 } },
            "from.freeze", "dropPath");
    }

    private void Refused(TrainingOptions options, params string[] parts)
    {
        var message = Assert.Throws<InvalidOptionsException>(() => TrainRun.Start(options, _folder["run"], TimeProvider.System)).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder["run"]));
    }

    /// <summary>A model of one epoch on noise of four classes.</summary>
    private string Train(string space = SmallTraining.NasBench201)
    {
        var options = SmallTraining.OnNoise(_folder, space) with { Training = new TrainingPhaseOptions { Epochs = 1, BatchSize = 32 } };
        using var run = TrainRun.Start(options, _folder["first"], TimeProvider.System);
        Finish(run);
        return run.ModelPath;
    }

    private TrainingOptions Options(string model, bool freeze, string space = SmallTraining.NasBench201) => Transfer.From(
        SmallTraining.OnNoise(_folder, space) with { Training = new TrainingPhaseOptions { Epochs = 2, BatchSize = 32, Seed = 3 } },
        model, freeze);

    private SafetensorsFile LastCheckpoint(string run) => SafetensorsFile.Read(
        Directory.EnumerateFiles(_folder[$"{run}/checkpoints"], "*.safetensors").Order(StringComparer.Ordinal).Last());

    private static SafetensorsFile Weights(string model) => SafetensorsFile.Read(Path.Combine(model, "model.safetensors"));

    private static void Finish(TrainRun run) => run.Run(cancellation: TestContext.Current.CancellationToken);

    private static void Interrupt(TrainRun run)
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => run.Run(new StopAfterFirst(source), source.Token));
    }

    private sealed class StopAfterFirst(CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => source.Cancel();
    }
}
