using System.Security.Cryptography;
using System.Text.Json;
using AerNas.Extensions;
using AerNas.Files;
using AerNas.Json;
using AerNas.Networks;
using AerNas.Sizes;

namespace AerNas.Export;

/// <summary>
/// A trained network on disk: <c>model.safetensors</c> (weights and batch norm statistics), <c>genotype.json</c> and <c>model.json</c>
/// (<see cref="ModelCard"/>). Loading needs no other file.
/// </summary>
public static class ModelFolder
{
    private const string WeightsName = "model.safetensors";
    private const string GenotypeName = "genotype.json";
    private const string CardName = "model.json";
    private const double MostTooLarge = 2; // estimates are as good as that
    private const double SmallNetwork = 1e6; // bytes; one that builds at once, to be told exactly what is wrong

    /// <summary>Writes a model; one that stands there is replaced, its card last.</summary>
    /// <param name="path">The folder; made where missing.</param>
    /// <param name="card">What to tell about it.</param>
    /// <param name="genotype">Its architecture.</param>
    /// <param name="network">Its weights.</param>
    /// <exception cref="RunStorageException">The disk is full or the folder cannot be written.</exception>
    public static void Save(string path, ModelCard card, Genotype genotype, DerivedNetwork network)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(network);
        AtomicFile.MakeFolder(path);
        var weights = TensorArchive.Write(Tensors(network), new Dictionary<string, string> { ["format"] = card.Format });
        AtomicFile.Write(Path.Combine(path, WeightsName), stream => stream.Write(weights));
        AtomicFile.WriteText(Path.Combine(path, GenotypeName), GenotypeNotation.Json(genotype) + "\n");
        var complete = card with { WeightsHash = Hash(weights) };
        AtomicFile.WriteText(Path.Combine(path, CardName),
            JsonText.WriteIndented(JsonSerializer.SerializeToNode(complete, ModelCardJson.Default.ModelCard)!) + "\n");
    }

    /// <summary>Whether a folder holds a model; it need not be there.</summary>
    public static bool Holds(string path) => File.Exists(Path.Combine(path, CardName));

    /// <summary>Reads what a model is, without its weights.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="ModelFormatException">A file is missing or damaged, or of another version.</exception>
    public static (ModelCard Card, Genotype Genotype) Describe(string path)
    {
        var card = ReadCard(Path.Combine(path, CardName));
        return (card, ReadGenotype(Path.Combine(path, GenotypeName), card));
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="device">Where it is to compute; null is the CPU.</param>
    /// <param name="threads">Threads of the numeric kernels, for the whole process; 0: all processors, null: as they are.</param>
    /// <param name="engine">What evaluates the network; the fused engine takes as many threads as the numeric kernels have then.</param>
    /// <exception cref="ModelFormatException">A file is missing, damaged or of another version, or weights do not fit.</exception>
    /// <exception cref="DeviceNotAvailableException">The device is not there.</exception>
    /// <exception cref="InvalidOptionsException">The fused engine is asked for and cannot run the network.</exception>
    /// <exception cref="MemoryShortageException">The network takes more memory than there is.</exception>
    public static Model Load(string path, Device? device = null, int? threads = null, NetworkEngine engine = NetworkEngine.Auto)
    {
        if (threads is { } wanted) NumericThreads.Use(wanted == 0 ? Environment.ProcessorCount : wanted);
        var present = ComputeDevice.Require(device);
        var (card, genotype) = Describe(path);
        var need = ModelMemory.Of(genotype, card.Skeleton, Model.BatchSize);
        need.Require($"The network that {Path.Combine(path, CardName)} describes");
        var file = Path.Combine(path, WeightsName);
        var bytes = ReadBytes(file);
        if (need.File > MostTooLarge * bytes.LongLength + SmallNetwork) // before so much is asked for
            throw new ModelFormatException(file, $"it does not hold this network's weights: those of {CardName} take about "
                + $"{MemoryNeed.Text(need.File)}, and the file has {MemoryNeed.Text(bytes.LongLength)}.");
        var network = Build(card, genotype, (present, engine), Path.Combine(path, CardName));
        try
        {
            TensorArchive.CopyInto(SafetensorsFile.Parse(bytes, file), Tensors(network));
            RequireHash(bytes, card, file);
            return new Model(card, genotype, network, present);
        }
        catch (Exception e) when (e is ModelFormatException or TensorMismatchException or SafetensorsFormatException
            or NotSupportedException)
        {
            network.Dispose();
            throw e as ModelFormatException ?? new ModelFormatException(file, $"it does not hold this network's weights: {e.Message}", e);
        }
    }

    /// <summary>Puts the weights of a model into a network.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="network">The network that it was saved from, or one that shares weights with it.</param>
    /// <param name="takes">Whether a weight of the network is taken from the file, by its name; null: all are.</param>
    /// <exception cref="ModelFormatException">A file is missing or damaged, or the weights do not fit.</exception>
    internal static void CopyInto(string path, DerivedNetwork network, Func<string, SafetensorsFile, bool>? takes = null)
    {
        var (card, file) = (ReadCard(Path.Combine(path, CardName)), Path.Combine(path, WeightsName));
        var bytes = ReadBytes(file);
        RequireHash(bytes, card, file);
        try
        {
            var weights = SafetensorsFile.Parse(bytes, file);
            TensorArchive.CopyInto(weights, Tensors(network).Where(weight => takes is null || takes(weight.Name, weights)));
        }
        catch (Exception e) when (e is TensorMismatchException or SafetensorsFormatException)
        {
            throw new ModelFormatException(file, $"it does not hold this network's weights: {e.Message}", e);
        }
    }

    private static void RequireHash(byte[] bytes, ModelCard card, string file)
    {
        if (Hash(bytes) != card.WeightsHash)
            throw new ModelFormatException(file, $"its bytes do not match the SHA-256 in {CardName}; it is damaged or of another model.");
    }

    private static IEnumerable<(string Name, Tensor Value)> Tensors(DerivedNetwork network) =>
        network.NamedWeights.Concat(network.NamedStatistics);

    private static ModelCard ReadCard(string file)
    {
        JsonObject? json = null;
        try
        {
            json = JsonText.ParseObject(JsonText.ReadFile(file));
            var format = json["format"]?.ToString() ?? "none";
            if (format != ModelCard.CurrentFormat)
                throw new ModelFormatException(file, $"it is of form '{format}', and this version reads {ModelCard.CurrentFormat}.");
            var card = JsonText.Read(json, ModelCardJson.Default.ModelCard);
            return card.Problem() is { } problem ? throw new ModelFormatException(file, problem) : card;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFormatException(file, $"the file cannot be read ({e.Message})", e);
        }
        catch (JsonFormatException e) when (ExtensionScope.Missing(ExtensionsOf(json)) is { } missing)
        {
            throw new ModelFormatException(file, missing.Problem, e, missing.Remedy);
        }
        catch (JsonFormatException e)
        {
            throw new ModelFormatException(file, $"it is damaged: {e.Message}", e);
        }
    }

    /// <summary>The extensions that made a model whose card cannot be read.</summary>
    private static IReadOnlyList<RunExtension>? ExtensionsOf(JsonObject? card)
    {
        try
        {
            return card?["extensions"].Deserialize(ModelCardJson.Default.IReadOnlyListRunExtension);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Genotype ReadGenotype(string file, ModelCard card)
    {
        var text = System.Text.Encoding.UTF8.GetString(ReadBytes(file));
        if (!GenotypeNotation.TryParse(text, out var genotype, out var error))
            throw new ModelFormatException(file, $"it holds no genotype: {error.Message}", error);
        return genotype.Space.Equals(card.Skeleton.Form.Space)
            ? genotype
            : throw new ModelFormatException(file,
                $"it is a genotype of {genotype.Space.Name}, but {CardName} describes a network of {card.Skeleton.Form.Space.Name}.");
    }

    private static DerivedNetwork Build(ModelCard card, Genotype genotype, (Device Device, NetworkEngine Engine) by, string file)
    {
        using var draws = RandomStreams.Create(0, "overwritten by the file");
        try
        {
            return new DerivedNetwork(genotype, card.Skeleton, new WeightSource(draws, ScalarType.Float32, by.Device),
                new() { Engine = by.Engine });
        }
        catch (ArgumentException e)
        {
            throw new ModelFormatException(file, $"no network can be built from it: {e.Message}", e);
        }
    }

    private static byte[] ReadBytes(string file)
    {
        try
        {
            return RegularFile.ReadBytes(file, Array.MaxLength);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFormatException(file, $"the file cannot be read ({e.Message})", e);
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
