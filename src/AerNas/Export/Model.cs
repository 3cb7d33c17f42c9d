using AerNas.Data;
using AerNas.Data.Batches;
using AerNas.Genotypes;
using AerNas.Networks;
using AerNas.Training;
using static TorchSharp.torch;

namespace AerNas.Export;

/// <summary>A trained network with all it takes to use it. Made by <see cref="ModelFolder.Load"/>.</summary>
public sealed class Model : IDisposable
{
    internal const int BatchSize = 64;

    private readonly Device _device;

    internal Model(ModelCard card, Genotype genotype, DerivedNetwork network, Device device)
    {
        Card = card;
        Genotype = genotype;
        Network = network;
        _device = device;
        network.eval();
    }

    /// <summary>What is told about it.</summary>
    public ModelCard Card { get; }

    /// <summary>Its architecture.</summary>
    public Genotype Genotype { get; }

    /// <summary>The network, in evaluation mode.</summary>
    public DerivedNetwork Network { get; }

    /// <summary>The shape of the images it takes.</summary>
    public ImageShape ImageShape => new(Card.Skeleton.InputChannels, Card.Skeleton.ImageSize);

    /// <summary>What the model takes pictures for, in the order given.</summary>
    /// <param name="files">Square JPEG, PNG, BMP or WebP files; they are resized to the model's size.</param>
    /// <exception cref="DatasetFormatException">A picture is missing, unreadable or not square.</exception>
    public IReadOnlyList<Prediction> Classify(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return [.. files.Chunk(BatchSize).SelectMany(ClassifyBatch)];
    }

    /// <summary>The part of a dataset's test images that the model classifies rightly, 0 to 1.</summary>
    /// <exception cref="DatasetFormatException">The dataset has no test images, or does not agree with the model.</exception>
    public double TestAccuracy(ImageDataset dataset, CancellationToken cancellation = default)
    {
        RequireFits(dataset);
        var test = dataset.Test ?? throw new DatasetFormatException(dataset.Name, "it has no test images. Give a dataset that has some.");
        return Evaluation.Accuracy(Network, Batches(test), cancellation);
    }

    /// <summary>Demands that a dataset has the model's classes, in its order, and images of its shape.</summary>
    /// <exception cref="DatasetFormatException">It does not.</exception>
    public void RequireFits(ImageDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (!dataset.ClassNames.SequenceEqual(Card.ClassNames))
            throw new DatasetFormatException(dataset.Name,
                $"its classes are {Some(dataset.ClassNames)}; the model knows {Some(Card.ClassNames)}. Give images of the same classes.");
        if (dataset.Train.Shape != ImageShape)
            throw new DatasetFormatException(dataset.Name,
                $"its images are {dataset.Train.Shape}; the model takes {ImageShape}. Resize them to {ImageShape.Size}, and give as many channels.");
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    private IEnumerable<Prediction> ClassifyBatch(string[] files) =>
        Batches(PictureReader.Read(files, ImageShape, Card.ClassNames.Count)).SelectMany(batch => Classify(files, batch));

    private Prediction[] Classify(string[] files, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (probabilities, classes) = nn.functional.softmax(Network.Forward(batch.Images).Logits, dim: 1).max(1); // [N] both
        var (sure, chosen) = (probabilities.to(float64).cpu().data<double>().ToArray(), classes.cpu().data<long>().ToArray());
        return [.. files.Select((file, i) => new Prediction(file, Card.ClassNames[(int)chosen[i]], sure[i]))];
    }

    private IEnumerable<Batch> Batches(ImageSet images) => new BatchLoader(
        ImageSubset.All(images), Card.Normalization, new BatchOptions { BatchSize = BatchSize, Device = _device }.ForEvaluation()).Epoch(0);

    private static string Some(IReadOnlyList<string> names)
    {
        const int Shown = 5;
        return names.Count <= Shown ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Shown))} and {names.Count - Shown} more";
    }
}
