using AerNas.Data;
using AerNas.Data.Batches;
using AerNas.Inference;
using AerNas.Networks;

namespace AerNas.Export;

/// <summary>
/// A trained network with all it takes to use it. Made by <see cref="ModelFolder.Load"/>. Several threads may ask it at once: each decodes
/// its own pictures, and the network, which takes all its threads for one batch, answers one after the other.
/// </summary>
public sealed class Model : IDisposable
{
    internal const int BatchSize = 64;

    private readonly Device _device;
    private readonly Lock _computes = new();

    internal Model(ModelCard card, Genotype genotype, DerivedNetwork network, Device device)
    {
        Card = card;
        Genotype = genotype;
        Network = network;
        _device = device;
        network.Training = false;
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
    /// <param name="files">JPEG, PNG, BMP or WebP files; they are prepared as those it learnt from.</param>
    /// <param name="top">How many of the likeliest classes are told; at most all.</param>
    /// <exception cref="DatasetFormatException">Pictures are missing or unreadable: all of these are told.</exception>
    public IReadOnlyList<Prediction> Classify(IReadOnlyList<string> files, int top = 1)
    {
        var (readable, unreadable) = ClassifyReadable(files, top);
        return unreadable.Length switch
        {
            0 => readable,
            1 => throw new DatasetFormatException(unreadable[0]),
            _ => throw new DatasetFormatException([.. unreadable.Select(picture => new DatasetFormatException(picture))],
                $"{unreadable.Length} of {files.Count} pictures cannot be read, the first {unreadable[0].File}."),
        };
    }

    /// <summary>What the model takes a picture for that is in memory.</summary>
    /// <param name="picture">The whole of a JPEG, PNG, BMP or WebP file.</param>
    /// <param name="top">How many of the likeliest classes are told; at most all.</param>
    /// <param name="name">What the picture is called in the answer and in messages.</param>
    /// <exception cref="DatasetFormatException">It is unreadable.</exception>
    public Prediction Classify(byte[] picture, int top = 1, string name = "picture")
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        try
        {
            return Prediction.Of(name, Probabilities([Preparation(null).Decode(name, picture)])[0], (Card.ClassNames, top));
        }
        catch (PictureFormatException e)
        {
            throw new DatasetFormatException(e);
        }
    }

    /// <summary>What the model takes a picture for that a stream holds from where it stands to its end; the stream stays open.</summary>
    /// <inheritdoc cref="Classify(byte[], int, string)"/>
    public Prediction Classify(Stream picture, int top = 1, string name = "picture") =>
        Classify(EncodedPicture.Read(name, picture).Bytes, top, name);

    /// <summary>What the model takes those pictures for that can be read, and what is wrong with the others.</summary>
    /// <param name="files">JPEG, PNG, BMP or WebP files.</param>
    /// <param name="top">How many of the likeliest classes are told; at most all.</param>
    /// <param name="framing">How pictures that are not square are made so; by default as those it learnt from.</param>
    public Predictions ClassifyReadable(IReadOnlyList<string> files, int top = 1, Framing? framing = null) =>
        Predictions.Of(files, Preparation(framing), (Card.ClassNames, top), Probabilities);

    /// <summary>The part of a dataset's test images that the model classifies rightly, 0 to 1.</summary>
    /// <exception cref="DatasetFormatException">The dataset has no test images, or does not agree with the model.</exception>
    public double TestAccuracy(ImageDataset dataset, CancellationToken cancellation = default)
    {
        return Test(DatasetSource.TestOf(dataset, Card.ClassNames, ImageShape), cancellation).Accuracy;
    }

    /// <summary>What the model takes test images for.</summary>
    /// <param name="test">The images, of the model's shape.</param>
    /// <param name="cancellation">Checked after every batch.</param>
    public TestOutcome Test(LabelledTestImages test, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        lock (_computes) return Evaluation.Of(Network, Batches(test.Images), cancellation);
    }

    /// <summary>Demands that a dataset has the model's classes, in its order, and images of its shape.</summary>
    /// <exception cref="DatasetFormatException">It does not.</exception>
    public void RequireFits(ImageDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        dataset.RequireFits(Card.ClassNames, ImageShape);
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    private PicturePreparation Preparation(Framing? framing) => new(ImageShape.Channels, ImageShape.Size, framing ?? Card.Framing);

    /// <summary>How sure the model is of each class, picture by picture. // [N][C, H, W] to [N][K]</summary>
    internal double[][] Probabilities(IReadOnlyList<byte[]> pictures) =>
        [.. Batches(new ImageSet(ImageShape, [.. pictures.SelectMany(pixels => pixels)], new int[pictures.Count], Card.ClassNames.Count))
            .SelectMany(Probabilities)];

    /// <summary>How sure the model is of each class, image by image. // [N][K]</summary>
    private double[][] Probabilities(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        lock (_computes)
        {
            var probabilities = nn.functional.softmax(Network.Forward(batch.Images).Logits, dim: 1).to(float64).cpu(); // [N, K]
            return [.. probabilities.data<double>().ToArray().Chunk((int)probabilities.shape[1])];
        }
    }

    private IEnumerable<Batch> Batches(ImageSet images) => new BatchLoader(
        ImageSubset.All(images), Card.Normalization, new BatchOptions { BatchSize = BatchSize, Device = _device }.ForEvaluation()).Epoch(0);
}
