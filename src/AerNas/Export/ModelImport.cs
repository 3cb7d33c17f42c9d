using AerNas.Checkpoints;
using AerNas.Networks;
using AerNas.Sizes;

namespace AerNas.Export;

/// <summary>Makes model folders of the weights that official codes saved, and safetensors of their names of model folders.</summary>
public static class ModelImport
{
    private const string Format = "official"; // what a file of official names says that it is

    /// <summary>Makes a model folder; one that stands there is replaced.</summary>
    /// <param name="checkpoint">
    /// A file of torch.save (<c>.pt</c>, <c>.pth</c>) as quark0/darts, P-DARTS, PC-DARTS, pt.darts, DARTS-AER and AutoDL-Projects write it,
    /// or safetensors of the same names. It is read as data: nothing in it is executed.
    /// </param>
    /// <param name="genotype">The architecture that it was trained with.</param>
    /// <param name="folder">The folder to make.</param>
    /// <param name="options">What the weights do not tell.</param>
    /// <returns>What is told about the model.</returns>
    /// <exception cref="CheckpointFormatException">It is damaged, or holds other weights than those of such a network.</exception>
    /// <exception cref="InvalidOptionsException">The options do not fit the network, or it cannot be built.</exception>
    /// <exception cref="MemoryShortageException">The network takes more memory than there is.</exception>
    /// <exception cref="RunStorageException">The disk is full or the folder cannot be written.</exception>
    public static ModelCard Import(string checkpoint, Genotype genotype, string folder, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        var (asked, read) = (options ?? new ImportOptions(), OfficialCheckpoint.Read(checkpoint));
        var skeleton = read.SkeletonFor(genotype, asked.ImageSize);
        skeleton.Validate();
        asked.Check(skeleton);
        ModelMemory.Of(genotype, skeleton, Model.BatchSize).Require("The network of the checkpoint");
        var weights = SafetensorsFile.Serialize(read.WeightsOf(genotype, skeleton), new Dictionary<string, string>());
        using var draws = RandomStreams.Create(0, "overwritten by the file");
        using var network = new DerivedNetwork(genotype, skeleton, new WeightSource(draws, ScalarType.Float32, CPU));
        TensorArchive.CopyInto(SafetensorsFile.Parse(weights, checkpoint), network.NamedWeights.Concat(network.NamedStatistics));
        var card = asked.CardOf(skeleton, Path.GetFileName(checkpoint));
        ModelFolder.Save(folder, card, genotype, network);
        return card;
    }

    /// <summary>Writes a model's weights by the names of the official code whose network it is.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="file">The file to write, safetensors.</param>
    /// <returns>The repository of that code.</returns>
    /// <exception cref="ModelFormatException">The folder cannot be read, or no official code has such a network.</exception>
    /// <exception cref="RunStorageException">The disk is full or the file cannot be written.</exception>
    public static string WriteOfficial(string folder, string file)
    {
        using var model = ModelFolder.Load(folder, engine: NetworkEngine.Torch);
        var names = new OfficialNames(model.Genotype, model.Card.Skeleton);
        if (names.Form is not { } form)
            throw new ModelFormatException(folder,
                $"no official code has networks of the {model.Genotype.Space.Name} space as this one is.",
                remedy: "Take its model.safetensors, whose names are those of AerNas.");
        var bytes = TensorArchive.Write(
            model.Network.NamedWeights.Concat(model.Network.NamedStatistics)
                .Select(weight => (names.Of(weight.Name, form), weight.Value)),
            new Dictionary<string, string> { ["format"] = Format });
        AtomicFile.Write(file, stream => stream.Write(bytes));
        return OfficialNames.CodeOf(form);
    }
}
