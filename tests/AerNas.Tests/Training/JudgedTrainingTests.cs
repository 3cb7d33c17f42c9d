using AerNas.Data;
using AerNas.Export;
using AerNas.Options;
using AerNas.Runs;
using AerNas.Training;

namespace AerNas.Tests.Training;

/// <summary>Trainings whose epochs are judged by training images held out: early stopping, and the best network kept.</summary>
public sealed class JudgedTrainingTests
{
    public static TheoryData<NetworkEngine> Engines { get; } = [NetworkEngine.Auto, NetworkEngine.Torch];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Resume_OfAJudgedRun_EndsInTheBytesOfAnUnbrokenOne(NetworkEngine engine)
    {
        using var folder = new TemporaryFolder();
        var options = Judged(SmallTraining.OnNoise(folder, SmallTraining.NasBench201), engine);
        using (var unbroken = TrainRun.Start(options, folder["unbroken"], TimeProvider.System)) Finish(unbroken);

        using (var broken = TrainRun.Start(options, folder["broken"], TimeProvider.System))
            SmallTraining.Interrupt(broken, new RunPosition(0, 2));
        using (var resumed = TrainRun.Resume(folder["broken"])) SmallTraining.Interrupt(resumed, new RunPosition(1, 3));
        using (var resumed = TrainRun.Resume(folder["broken"])) Finish(resumed);

        foreach (var file in new[] { "result.json", "test.json", "model/model.safetensors", "model/model.json" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["unbroken"], file)),
                File.ReadAllBytes(Path.Combine(folder["broken"], file)));
    }

    [Fact]
    public void Run_WithPatience_StopsAndHandsOverTheBestOnImagesHeldOut()
    {
        using var folder = new TemporaryFolder();
        var options = Judged(SmallTraining.OnNoise(folder, SmallTraining.NasBench201), NetworkEngine.Auto);
        using var run = TrainRun.Start(options, folder["run"], TimeProvider.System);
        var result = run.Run(cancellation: TestContext.Current.CancellationToken);

        var rows = RunDirectory.Open(folder["run"]).Metrics.Read();
        var judged = rows.Select(row => (double)row["validationAccuracy"]!).ToList();
        Assert.Equal(judged.IndexOf(judged.Max()), result.Epoch);
        Assert.Equal(Math.Min(result.Epoch + 3, options.Training.Epochs), result.Epochs); // patience 2
        Assert.Equal(rows.Count, result.Epochs);
        using var model = ModelFolder.Load(result.Model);
        Assert.Equal(result.TestAccuracy, model.TestAccuracy(run.Dataset, TestContext.Current.CancellationToken));
        Assert.Equal((double)rows[result.Epoch]["testAccuracy"]!, result.TestAccuracy!.Value, 1e-12);
        Assert.Equal(run.Dataset.Test!.Count, RunDirectory.Open(folder["run"]).ReadTest()!.Confusion.Images);
        Assert.Contains(run.Notes, note => note.Contains("held out to judge epochs by", StringComparison.Ordinal));
    }

    [Fact]
    public void HeldOut_OfUnevenClasses_TakesOfEachAlikeAndNeverTheOnlyImage()
    {
        int[] labels = [.. Enumerable.Repeat(0, 40), .. Enumerable.Repeat(1, 10), 2, 3, 3];
        var images = new ImageSet(new ImageShape(1, 1), new byte[labels.Length], labels, 4);
        var options = new TrainingOptions { Data = new TrainingDataOptions { Validation = 0.2 } };

        var (learnt, held) = HeldOutImages.Of(images, options);

        Assert.Equal([8, 2, 0, 1], Enumerable.Range(0, 4).Select(label => held!.Indices.Count(index => labels[index] == label)));
        Assert.Equal(Enumerable.Range(0, labels.Length), learnt.Indices.Concat(held!.Indices).Order());
        Assert.Null(HeldOutImages.Of(images, new TrainingOptions()).HeldOut);
    }

    [Fact]
    public void HeldOut_WhereEachClassHasOneImage_IsRefused()
    {
        var images = new ImageSet(new ImageShape(1, 1), new byte[2], [0, 1], 2);
        var options = new TrainingOptions { Training = new TrainingPhaseOptions { Keep = KeptNetwork.Best } };
        Assert.Contains("data.validation", Assert.Throws<InvalidOptionsException>(() => HeldOutImages.Of(images, options)).Message,
            StringComparison.Ordinal);
    }

    private static TrainingOptions Judged(TrainingOptions options, NetworkEngine engine) => options with
    {
        Training = options.Training with
        {
            Epochs = 4,
            Patience = 2,
            Keep = KeptNetwork.Best,
            ClassWeights = ClassWeighting.Balanced,
        },
        Runtime = options.Runtime with { Engine = engine },
    };

    private static void Finish(TrainRun run) => run.Run(cancellation: TestContext.Current.CancellationToken);
}
