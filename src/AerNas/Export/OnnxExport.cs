using AerNas.Costs;
using AerNas.Data;
using AerNas.Inference;
using AerNas.Networks;
using AerNas.Onnx;

namespace AerNas.Export;

/// <summary>Writes trained networks as ONNX files: raw pictures in (bytes, channels first), the probability of each class out.</summary>
public static class OnnxExport
{
    private const int FewestCompared = 64;
    private const int MostCompared = 512;
    private const int MostJudged = 2000; // for an accuracy that says something
    private const long MultiplyAddsOfAFewSeconds = 40_000_000_000;

    /// <summary>Writes a model.</summary>
    /// <param name="path">The file; one that stands there is replaced.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">What the file is to hold beside the network.</param>
    /// <exception cref="InvalidOptionsException">The file is to resize pictures, and cannot as the model needs it.</exception>
    /// <exception cref="RunStorageException">The disk is full or the file cannot be written.</exception>
    public static void Write(string path, Model model, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Write(path, model.Card, model.Network, options);
    }

    /// <summary>Writes a network that is in memory, with the card that its folder would have.</summary>
    /// <param name="path">The file; one that stands there is replaced.</param>
    /// <param name="card">What to tell about it.</param>
    /// <param name="network">Genotype, skeleton and weights.</param>
    /// <param name="options">What the file is to hold beside the network.</param>
    /// <exception cref="InvalidOptionsException">The file is to resize pictures, and cannot as the model needs it.</exception>
    /// <exception cref="RunStorageException">The disk is full or the file cannot be written.</exception>
    public static void Write(string path, ModelCard card, DerivedNetwork network, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(network);
        if (options is { Resizes: true } && card.Framing == Framing.Centre)
            throw new InvalidOptionsException("resizes", "the model learnt from random parts of photographs, and no ONNX file decodes and "
                + "scales pictures as it does; leave --with-resize out, and AerNas.Inference prepares them alike.");
        var preparation = new PicturePreparation(network.Skeleton.InputChannels, network.Skeleton.ImageSize, card.Framing);
        var told = new OnnxCard
        {
            Format = OnnxCard.CurrentFormat,
            ClassNames = card.ClassNames,
            Preparation = preparation,
            Resizes = options?.Resizes ?? false,
            Mean = card.Mean,
            Std = card.Std,
            Genotype = network.Genotype.ToString(),
        };
        var input = new PictureInput(preparation, [.. card.Mean], [.. card.Std]);
        var written = new OnnxNetwork(network.Graph, input, ValuesOf(network.NamedWeights.Concat(network.NamedStatistics)))
        {
            Properties = new Dictionary<string, string> { [OnnxCard.Key] = told.ToJson(), [OnnxSeal.Key] = OnnxSeal.Open },
        };
        if (options?.Calibration is { } images) written = written with { Ranges = Calibration.Of(written, images) };
        using var model = new MemoryStream();
        (written with { Input = input with { Resizes = told.Resizes } }).Write(model);
        OnnxSeal.Close(model.GetBuffer().AsSpan(0, (int)model.Length));
        AtomicFile.Write(path, model.WriteTo);
    }

    /// <summary>Writes a model once ONNX Runtime is seen to answer from the file as the model does.</summary>
    /// <param name="path">The file; one that stands there is replaced at the end.</param>
    /// <param name="model">The model.</param>
    /// <param name="images">The pictures that both answer, of the model's shape.</param>
    /// <param name="options">What the file is to hold beside the network.</param>
    /// <param name="cancellation">Checked after every few pictures.</param>
    /// <returns>How both answer.</returns>
    /// <exception cref="ModelFormatException">
    /// The answers differ by more than <see cref="OnnxComparison.Tolerance"/>, which those of a file of 8 bits may.
    /// </exception>
    /// <exception cref="RunStorageException">The disk is full or the file cannot be written.</exception>
    public static OnnxComparison WriteChecked(
        string path, Model model, ImageSet images, OnnxExportOptions? options = null, CancellationToken cancellation = default)
    {
        var unseen = $"{path}.unchecked";
        try
        {
            Write(unseen, model, options);
            var quantizes = options?.Calibration is not null;
            var compared = OnnxComparison.Of(model, unseen, images, quantizes ? MostJudged : MostComparable(model), cancellation);
            if (!quantizes) compared.Require(path);
            File.Move(unseen, path, overwrite: true);
            return compared;
        }
        catch (RunStorageException e) when (e.Path == unseen && e.InnerException is { } cause)
        {
            throw new RunStorageException(path, cause);
        }
        finally
        {
            if (File.Exists(unseen)) File.Delete(unseen);
        }
    }

    /// <summary>How many pictures both answer in a few seconds.</summary>
    private static int MostComparable(Model model)
    {
        var cost = GenotypeCost.Of(model.Genotype, model.Card.Skeleton).MultiplyAdds;
        return (int)Math.Clamp(MultiplyAddsOfAFewSeconds / Math.Max(cost, 1), FewestCompared, MostCompared);
    }

    /// <summary>Weights and running statistics as float32, by their names.</summary>
    internal static Dictionary<string, float[]> ValuesOf(IEnumerable<(string Name, Tensor Value)> tensors)
    {
        using var scope = NewDisposeScope();
        return tensors.ToDictionary(tensor => tensor.Name,
            tensor => tensor.Value.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray());
    }
}

/// <summary>What an ONNX file is to hold beside the network.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>Whether pictures of any size are made square and resized by the file itself; else its caller does that.</summary>
    public bool Resizes { get; init; }

    /// <summary>Pictures of the training, on which the range of each map is measured, to compute in 8 bits.</summary>
    /// <value>null: the file computes in float32.</value>
    public ImageSet? Calibration { get; init; }
}
