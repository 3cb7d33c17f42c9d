using AerNas.Data;
using AerNas.Export;
using AerNas.Options;
using AerNas.Runs;
using AerNas.Tests.Data.Pictures;
using AerNas.Training;
using AerNas.Verification;
using SkiaSharp;

namespace AerNas.Tests.Training;

/// <summary>Trainings on random parts of photographs, from a folder to a prediction.</summary>
public sealed class PhotographTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<NetworkEngine> Engines { get; } = [NetworkEngine.Auto, NetworkEngine.Torch];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Resume_OnRandomParts_EndsInTheBytesOfAnUnbrokenRun(NetworkEngine engine)
    {
        Write(perClass: 10);
        var options = Options(engine);
        using (var unbroken = TrainRun.Start(options, _folder["unbroken"], TimeProvider.System)) Finish(unbroken);

        using (var broken = TrainRun.Start(options, _folder["broken"], TimeProvider.System))
            SmallTraining.Interrupt(broken, new RunPosition(0, 2));
        using (var resumed = TrainRun.Resume(_folder["broken"])) Finish(resumed);

        foreach (var file in new[] { "result.json", "test.json", "model/model.safetensors", "model/model.json" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["unbroken"], file)),
                File.ReadAllBytes(Path.Combine(_folder["broken"], file)));
    }

    [Fact]
    public void Resume_RecordOfAVersionThatHashedNamesAlone_GoesOn()
    {
        Write(perClass: 10);
        using (var broken = TrainRun.Start(Options(NetworkEngine.Auto), _folder["broken"], TimeProvider.System))
            SmallTraining.Interrupt(broken, new RunPosition(0, 2));
        var former = TrainRun.OpenImages(Options(NetworkEngine.Auto)).FormerHash!;
        var directory = RunDirectory.Open(_folder["broken"]);
        (RunRecord.Load(directory) with { DatasetHash = former }).Save(directory);

        using (var resumed = TrainRun.Resume(_folder["broken"])) Finish(resumed);

        (RunRecord.Load(directory) with { DatasetHash = former.Replace(former[0], 'x') }).Save(directory);
        Assert.Throws<CheckpointMismatchException>(() => TrainRun.Resume(_folder["broken"]));
    }

    [Fact]
    public void Verify_RecordOfAVersionThatHashedNamesAlone_RepeatsIt()
    {
        Write(perClass: 10);
        using (var run = TrainRun.Start(Options(NetworkEngine.Auto), _folder["run"], TimeProvider.System)) Finish(run);
        var directory = RunDirectory.Open(_folder["run"]);
        var former = TrainRun.OpenImages(Options(NetworkEngine.Auto)).FormerHash!;
        (RunRecord.Load(directory) with { DatasetHash = former }).Save(directory);

        var result = RunVerification.OfSteps(_folder["run"], 1).Run(TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.True(result.Agrees);
        Assert.DoesNotContain(result.Receipt, sentence => sentence.Contains("images", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_OnLargerPictures_RecordsPartsAndPredictsTheMiddle()
    {
        Write(perClass: 10);
        TrainingResult result;
        using (var run = TrainRun.Start(Options(NetworkEngine.Auto), _folder["run"], TimeProvider.System))
        {
            Assert.Contains(run.Notes, note => note.StartsWith("Most pictures are larger than 64x64", StringComparison.Ordinal));
            result = run.Run(cancellation: TestContext.Current.CancellationToken);
        }

        var recorded = TrainRun.OptionsOf(_folder["run"]).Data;
        Assert.Equal((TrainingCrop.Resized, 0.35, Framing.Centre), (recorded.Crop, recorded.LeastArea, recorded.Framing));
        using var model = ModelFolder.Load(result.Model);
        Assert.Equal(Framing.Centre, model.Card.Framing);
        Assert.Throws<InvalidOptionsException>(() =>
            OnnxExport.Write(_folder["a.onnx"], model, new OnnxExportOptions { Resizes = true }));
        var test = DatasetSource.OpenTest(_folder["set/test"], model.Card.ClassNames, model.ImageShape,
            new DatasetOptions { Framing = model.Card.Framing });
        Assert.Equal(result.TestAccuracy, model.Test(test, TestContext.Current.CancellationToken).Accuracy);
        var hits = Directory.EnumerateFiles(_folder["set/test"], "*.jpg", SearchOption.AllDirectories)
            .Average(file => model.Classify([file])[0].Class == Path.GetFileName(Path.GetDirectoryName(file)) ? 1.0 : 0);
        Assert.Equal(result.TestAccuracy!.Value, hits, 1e-12);
    }

    [Fact]
    public void Run_OfImageNetsRecipe_TellsTopFiveWhereThereAreMoreClasses()
    {
        Write(perClass: 2, classes: 7);
        var recipe = TrainingRecipes.Find("imagenet", AerNas.Spaces.SearchSpace.Darts).Over(Options(NetworkEngine.Auto), images: 14);
        var options = recipe with
        {
            Genotype = SmallTraining.GenotypeOf(SmallTraining.Darts).ToString(),
            Training = recipe.Training with { Epochs = 1, BatchSize = 7 },
            Network = recipe.Network with { Channels = 2, Layers = 3, AuxiliaryHead = AerNas.Genotypes.AuxiliaryHead.None },
            Data = recipe.Data with { ImageSize = 64 },
        };
        using var run = TrainRun.Start(options, _folder["run"], TimeProvider.System);
        var result = run.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.InRange(result.TestTopFive!.Value, result.TestAccuracy!.Value, 1);
        Assert.Equal(result.TestTopFive, (double)RunDirectory.Open(_folder["run"]).Metrics.Read()[0]["testTopFive"]!);
        Assert.Equal(0.08, run.Options.Data.LeastArea);
    }

    [Fact]
    public void Start_RandomPartsWithoutASizeOrWithAFraming_IsRefused()
    {
        Write(perClass: 4);
        var options = Options(NetworkEngine.Auto);
        foreach (var data in new[] { options.Data with { Crop = TrainingCrop.Resized, ImageSize = null },
            options.Data with { Crop = TrainingCrop.Resized, Framing = Framing.Pad } })
        {
            var refused = Assert.Throws<InvalidOptionsException>(() =>
                TrainRun.Start(options with { Data = data }, _folder["run"], TimeProvider.System));
            Assert.StartsWith("data.", refused.Problems[0].Path, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(_folder["run"]));
    }

    private TrainingOptions Options(NetworkEngine engine)
    {
        var options = SmallTraining.Options(SmallTraining.NasBench201);
        return options with
        {
            Training = options.Training with { BatchSize = 5 },
            Data = new TrainingDataOptions { Path = _folder["set"], ImageSize = 64 },
            Runtime = options.Runtime with { Engine = engine },
        };
    }

    private void Write(int perClass, int classes = 2)
    {
        foreach (var (part, count) in new[] { ("train", perClass), ("test", 3) })
            for (var i = 0; i < count * classes; i++)
                _folder.Write($"set/{part}/c{i % classes}/{i}.jpg",
                    Photographs.Quarters(90 + i % classes, 80 + i, SKEncodedImageFormat.Jpeg));
    }

    private static void Finish(TrainRun run) => run.Run(cancellation: TestContext.Current.CancellationToken);
}
