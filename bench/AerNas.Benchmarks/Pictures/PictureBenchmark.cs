using System.Diagnostics;
using AerNas.Bilevel;
using AerNas.Data;
using AerNas.Data.Batches;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Runtime;
using AerNas.Spaces;
using AerNas.Training;
using AerNas.Zoo;
using SkiaSharp;
using static TorchSharp.torch;

namespace AerNas.Benchmarks.Pictures;

/// <summary>Photographs in a folder of their own, and the network that trains on them.</summary>
internal sealed class PictureBenchmark : IDisposable
{
    private const int Width = 500, Height = 375, Classes = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aernas-pictures-");
    private readonly TrainingOptions _options;
    private readonly TrainingData _data;
    private readonly ImageSet _photographs;

    public PictureBenchmark(int size, int images, int batch, (int Channels, int Layers) network, int threads)
    {
        foreach (var index in Enumerable.Range(0, images)) Write(index);
        var recipe = TrainingRecipes.Find("imagenet", SearchSpace.Darts).Over(new TrainingOptions(), images);
        _options = recipe with
        {
            Genotype = GenotypeZoo.Find("DARTS_V2").Architecture.ToString(),
            Training = recipe.Training with { BatchSize = batch },
            Network = recipe.Network with { Channels = network.Channels, Layers = network.Layers },
            Data = recipe.Data with { Path = _folder.FullName, ImageSize = size },
            Runtime = new RuntimeOptions { Threads = threads },
        };
        var dataset = TrainRun.OpenImages(_options);
        _photographs = dataset.Train.Undecoded();
        _data = new TrainingData(new ImageDataset(dataset.Name, dataset.ClassNames, _photographs, null, dataset.Normalization), _options);
    }

    /// <summary>Images a second where nothing else is done than to make batches.</summary>
    public double Decode(int threads)
    {
        var transform = new ImageTransform(_photographs, ChannelNormalization.ImageNet, _data.Augmentation);
        var watch = Stopwatch.StartNew();
        Parallel.For(0, _photographs.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, index =>
            transform.Write(index, 0, new CounterRandom(0, RandomStream.Augmentation, 0, index), new float[_photographs.Shape.Length]));
        return _photographs.Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Steps of a training.</summary>
    /// <param name="steps">How many, after one that is not timed.</param>
    /// <param name="ahead">Whether each has a batch of its own, made ahead of it; else all have the first.</param>
    public PictureTraining Train(int steps, bool ahead)
    {
        NumericThreads.Use(_options.Runtime.Threads);
        using var draws = RandomStreams.Create(0, "weights");
        var genotype = Genotypes.GenotypeNotation.Parse(_options.Genotype);
        using var network = new DerivedNetwork(genotype, _options.Network.SkeletonFor(genotype, _data.Dataset),
            new WeightSource(draws, ScalarType.Float32, CPU), new DerivedNetworkOptions { Engine = _options.Runtime.Engine });
        using var optimizer = new MomentumSgd(network.Weights, 0.9, 3e-5) { LearningRate = 0.1 };
        var (watch, waited, images) = (new Stopwatch(), TimeSpan.Zero, 0);
        using var batches = _data.Epoch(0, 0).GetEnumerator();
        batches.MoveNext();
        Step(network, optimizer, batches.Current);
        watch.Start();
        for (var step = 0; step < steps; step++)
        {
            var before = watch.Elapsed;
            if (ahead && !batches.MoveNext()) break;
            waited += watch.Elapsed - before;
            Step(network, optimizer, batches.Current);
            images += batches.Current.Count;
        }

        return new PictureTraining(images / watch.Elapsed.TotalSeconds, waited / watch.Elapsed, network.Engine);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Step(DerivedNetwork network, MomentumSgd optimizer, Batch batch)
    {
        using var scope = NewDisposeScope();
        var (logits, auxiliary) = network.Forward(batch.Images);
        var loss = nn.functional.cross_entropy(logits, batch.Labels);
        if (auxiliary is not null) loss = loss.Plus(nn.functional.cross_entropy(auxiliary, batch.Labels).Times(0.4));
        optimizer.Step(Gradients.Of(loss, network.Weights));
    }

    /// <summary>A photograph of noise over a gradient, which packs as tightly as photographs do.</summary>
    private void Write(int index)
    {
        var random = new CounterRandom(0, RandomStream.Order, 0, index);
        using var bitmap = new SKBitmap(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var pixels = bitmap.GetPixelSpan();
        for (var i = 0; i < pixels.Length; i += 4)
            for (var channel = 0; channel < 4; channel++)
                pixels[i + channel] = (byte)(((i / 4 % Width * (channel + 1)) + (i / 4 / Width)) / 8 + random.Below(40));
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality: 90);
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "train", $"n0000000{index % Classes}"));
        File.WriteAllBytes(Path.Combine(folder.FullName, $"{index}.JPEG"), jpeg.ToArray());
    }
}

/// <summary>What some steps took.</summary>
/// <param name="ImagesPerSecond">Images learnt from in a second.</param>
/// <param name="Waiting">The share of the time in which a step had no batch.</param>
/// <param name="Engine">What evaluated the network.</param>
internal sealed record PictureTraining(double ImagesPerSecond, double Waiting, NetworkEngine Engine);
