// Transfer: a network for new classes begins with the weights of a model. Its classifier, and that of an auxiliary head, are drawn anew; an
// auxiliary head that the model does not have is drawn too. Images are normalized as the model's were.

using AerNas.Export;
using AerNas.Networks;

namespace AerNas.Training;

/// <summary>Takes a model's architecture, network and weights over into a training.</summary>
public static class Transfer
{
    private const string Auxiliary = "auxiliary.", Classifier = "classifier.";

    /// <summary>Options that train the network of a model on other classes.</summary>
    /// <param name="options">All else.</param>
    /// <param name="model">The model folder.</param>
    /// <param name="freeze">Whether the classifier alone learns.</param>
    /// <exception cref="ModelFormatException">The folder holds no sound model.</exception>
    public static TrainingOptions From(TrainingOptions options, string model, bool freeze)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (card, genotype) = ModelFolder.Describe(model);
        var skeleton = card.Skeleton;
        return options with
        {
            Genotype = genotype.ToString(),
            From = new TransferOptions { Model = model, Freeze = freeze },
            Network = options.Network with
            {
                Form = skeleton.Form.Name,
                Channels = skeleton.Channels,
                Layers = skeleton.Layers,
                Cells = skeleton.Cells,
                BatchNormAfterPools = skeleton.BatchNormAfterPools,
                AuxiliaryHead = freeze ? AuxiliaryHead.None : options.Network.AuxiliaryHead,
                DropPath = freeze ? 0 : options.Network.DropPath,
            },
            Data = options.Data with { ImageSize = options.Data.ImageSize ?? skeleton.ImageSize },
        };
    }

    /// <summary>The same options with what is recorded of the model.</summary>
    /// <exception cref="ModelFormatException">The folder holds no sound model.</exception>
    internal static TrainingOptions Resolved(TrainingOptions options)
    {
        if (options.From is not { } taken) return options;
        var card = ModelFolder.Describe(taken.Model).Card;
        return options with
        {
            From = taken with
            {
                Model = Path.GetFullPath(taken.Model),
                WeightsHash = taken.WeightsHash.Length > 0 ? taken.WeightsHash : card.WeightsHash,
                Mean = card.Mean,
                Std = card.Std,
            },
        };
    }

    /// <summary>Copies a model's weights into a network.</summary>
    /// <param name="from">The model.</param>
    /// <param name="network">The network; its classifiers stay as they are.</param>
    /// <exception cref="ModelFormatException">The folder holds no sound model.</exception>
    /// <exception cref="InvalidOptionsException">It has another network, or other weights than were recorded.</exception>
    internal static void Into(TransferOptions from, DerivedNetwork network)
    {
        var (card, genotype) = ModelFolder.Describe(from.Model);
        new OptionRules()
            .Require(from.WeightsHash == card.WeightsHash, "from.model", $"{from.Model} holds other weights than the training began with.")
            .Require(genotype.Equals(network.Genotype), "genotype", $"is not that of {from.Model}; leave it out.")
            .ThrowIfBroken();
        RequireSizes(from.Model, card.Skeleton, network.Skeleton);
        ModelFolder.CopyInto(from.Model, network, IsTaken);
    }

    private static void RequireSizes(string model, Skeleton its, Skeleton asked)
    {
        var rules = new OptionRules().In("network");
        Same("form", its.Form.Name, asked.Form.Name);
        Same("channels", its.Channels, asked.Channels);
        Same("layers", its.Layers, asked.Layers);
        Same("cells", its.Cells, asked.Cells);
        Same("batchNormAfterPools", its.BatchNormAfterPools, asked.BatchNormAfterPools);
        rules.ThrowIfBroken();

        void Same<T>(string name, T of, T wanted) =>
            rules.Require(Equals(of, wanted), name, $"is {wanted}, and {of} in {model}; leave it as the model has it.");
    }

    private static bool IsTaken(string name, SafetensorsFile weights) => !name.StartsWith(Classifier, StringComparison.Ordinal)
        && !name.StartsWith(Auxiliary + Classifier, StringComparison.Ordinal)
        && (weights.Contains(name) || !name.StartsWith(Auxiliary, StringComparison.Ordinal));
}
