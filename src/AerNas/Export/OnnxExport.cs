using AerNas.Inference;
using AerNas.Networks;
using AerNas.Onnx;

namespace AerNas.Export;

/// <summary>Writes trained networks as ONNX files: raw pictures in (bytes, channels first), the probability of each class out.</summary>
public static class OnnxExport
{
    /// <summary>Writes a model.</summary>
    /// <param name="path">The file; one that stands there is replaced.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">What the file is to hold beside the network.</param>
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
    /// <exception cref="RunStorageException">The disk is full or the file cannot be written.</exception>
    public static void Write(string path, ModelCard card, DerivedNetwork network, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(network);
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
        var input = new PictureInput(preparation, [.. card.Mean], [.. card.Std]) { Resizes = told.Resizes };
        var written = new OnnxNetwork(network.Graph, input, ValuesOf(network.NamedWeights.Concat(network.NamedStatistics)))
        {
            Properties = new Dictionary<string, string> { [OnnxCard.Key] = told.ToJson() },
        };
        AtomicFile.Write(path, written.Write);
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
}
