using AerNas.Data;
using AerNas.Genotypes;
using AerNas.Runs;
using AerNas.Tests.Data;
using AerNas.Tests.Data.Sources;
using AerNas.Training;

namespace AerNas.Tests.Training;

/// <summary>The smallest trainings worth running.</summary>
internal static class SmallTraining
{
    public const string Darts = "darts", NasBench201 = "nasbench201";

    /// <summary>Names of the two spaces whose genotypes are trained, for theories.</summary>
    public static TheoryData<string> Families { get; } = [Darts, NasBench201];

    /// <summary>A genotype of a space.</summary>
    public static Genotype GenotypeOf(string space) =>
        space == Darts ? TrainingSamples.DartsGenotype : TrainingSamples.NasBench201Genotype;

    /// <summary>
    /// Options over images of noise written into a folder: 6 steps an epoch, drop path and auxiliary head where there are any.
    /// </summary>
    public static TrainingOptions OnNoise(TemporaryFolder folder, string space) => Options(space) with
    {
        Data = new TrainingDataOptions { Path = WriteNoise(folder), ImageSize = 32, Cutout = 8 },
    };

    /// <summary>The same for a genotype of any space.</summary>
    public static TrainingOptions OnNoise(TemporaryFolder folder, Genotype genotype) => OnNoise(folder, NasBench201) with
    {
        Genotype = genotype.ToString(),
        Network = new NetworkOptions { Channels = 2, Layers = 3, Cells = 1, DropPath = 0.4 },
    };

    /// <summary>Options of a few steps and channels.</summary>
    public static TrainingOptions Options(string space) => new()
    {
        Genotype = GenotypeOf(space).ToString(),
        Training = new TrainingPhaseOptions { Epochs = 2, BatchSize = 16, Seed = 5, LabelSmoothing = 0.1 },
        Network = space == Darts
            ? new NetworkOptions { Channels = 2, Layers = 3, DropPath = 0.4, AuxiliaryHead = AuxiliaryHead.Official }
            : new NetworkOptions { Channels = 2, Cells = 1 },
        Runtime = new AerNas.Options.RuntimeOptions { Threads = 1 },
    };

    /// <summary>Runs a training until it has come to a place, and cancels it there.</summary>
    public static void Interrupt(TrainRun run, RunPosition at)
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => run.Run(new StopAt(at, source), source.Token));
    }

    /// <summary>The first embedded images, at 32x32.</summary>
    public static ImageDataset Embedded(int train, int test)
    {
        var all = DatasetSource.Open(options: new DatasetOptions { Size = 32 });
        return new ImageDataset(all.Name, all.ClassNames, First(all.Train, train), First(all.Test!, test), all.Normalization);
    }

    private static string WriteNoise(TemporaryFolder folder)
    {
        foreach (var (part, count) in new[] { ("train", 96), ("t10k", 8) })
        {
            folder.Write($"images/{part}-images-idx3-ubyte", DatasetFixtures.IdxFile([count, 8, 8], TestImages.Noise(count * 64)));
            folder.Write($"images/{part}-labels-idx1-ubyte",
                DatasetFixtures.IdxFile([count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 4))]));
        }

        return folder["images"];
    }

    private static ImageSet First(ImageSet images, int count) =>
        new(images.Shape, images.Pixels[..(count * images.Shape.Length)].ToArray(), [.. images.Labels.Take(count)], images.Classes);

    private sealed class StopAt(RunPosition at, CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Position == at) source.Cancel();
        }
    }
}
