using AerNas.Files;
using AerNas.Genotypes;
using AerNas.Pickles;
using AerNas.Runs;

namespace AerNas.Checkpoints;

/// <summary>
/// Weights of a derived network as an official code saved them: a file of torch.save, whole or within what a training script keeps, or
/// safetensors of the same names.
/// </summary>
internal sealed class OfficialCheckpoint
{
    private const string Counter = ".num_batches_tracked"; // of batch norms, which nothing here depends on
    private const int Told = 3; // names on each side

    private static readonly ImmutableArray<string> Wrappers = ["state_dict", "network", "model", "base-model", "model_state_dict", "net"];
    private static readonly ImmutableArray<string> Prefixes = ["module.", "_orig_mod."];

    private readonly string _file;
    private readonly Dictionary<string, SafetensorsEntry> _tensors = [];

    private OfficialCheckpoint(string file, IEnumerable<SafetensorsEntry> tensors)
    {
        _file = file;
        ImmutableArray<SafetensorsEntry> named = [.. tensors.Where(tensor => !tensor.Name.EndsWith(Counter, StringComparison.Ordinal))];
        while (Prefixes.FirstOrDefault(prefix => named.All(t => t.Name.StartsWith(prefix, StringComparison.Ordinal))) is { } common
            && named.Length > 0)
            named = [.. named.Select(tensor => tensor with { Name = tensor.Name[common.Length..] })];
        foreach (var tensor in named) _tensors[tensor.Name] = tensor;
    }

    /// <summary>Reads a file; nothing in it is executed.</summary>
    /// <exception cref="CheckpointFormatException">It is missing, damaged, or holds no weights by name.</exception>
    public static OfficialCheckpoint Read(string file)
    {
        try
        {
            return Parse(RegularFile.ReadBytes(file, Array.MaxLength), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointFormatException(file, $"the file cannot be read ({e.Message})", e);
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">What it is called in messages.</param>
    /// <exception cref="CheckpointFormatException">It is damaged, or holds no weights by name.</exception>
    public static OfficialCheckpoint Parse(byte[] bytes, string file)
    {
        try
        {
            return new OfficialCheckpoint(file, bytes is [_, _, _, _, _, _, _, _, (byte)'{', ..]
                ? SafetensorsFile.Parse(bytes, file).Entries
                : TensorsOf(TorchFile.Read(bytes), bytes.Length));
        }
        catch (PickleFormatException e)
        {
            throw new CheckpointFormatException(file, $"{e.Message} Weights are read where they stand by name, as model.state_dict() gives "
                + "them; save that.", e);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or SafetensorsFormatException)
        {
            throw new CheckpointFormatException(file, e.Message, e);
        }
    }

    /// <summary>The network of a genotype that has these weights: width, depth and classes as the weights have them.</summary>
    /// <param name="genotype">The architecture.</param>
    /// <param name="imageSize">Height and width of its images; null: those of the published network.</param>
    /// <exception cref="CheckpointFormatException">The weights are those of no such network.</exception>
    public Skeleton SkeletonFor(Genotype genotype, int? imageSize)
    {
        var strided = _tensors.ContainsKey("stem0.0.weight");
        var form = genotype.Space.Skeletons.FirstOrDefault(form => form.StemHalvings > 0 == strided);
        var (stem, classifier) = (Find("stem.0.weight", "stem.conv.weight", "stem0.0.weight"), Find("classifier.weight", "linear.weight"));
        if (form is null || OfficialNames.FormsOf(genotype.Space).IsEmpty || stem is not { Shape.Length: 4 }
            || classifier is not { Shape.Length: 2 })
            throw new CheckpointFormatException(_file, $"it holds no network of the {genotype.Space.Name} space as official codes name it: "
                + $"{(stem is null ? "a stem" : "a classifier")} is missing. Its names begin with {Some(_tensors.Keys)}.");
        var places = _tensors.Keys.Select(name => name.Split('.')).Where(parts => parts is ["cells", _, _, ..])
            .Select(parts => parts[1]).Distinct().Count();
        var standing = Skeleton.Of(form);
        return standing with
        {
            Channels = (int)Math.Round(stem.Shape[0] / form.Definition.Stem[0].Width),
            InputChannels = (int)stem.Shape[1],
            Layers = form.Definition.Layers is null ? standing.Layers : places,
            Cells = form.Definition.Stages is { Count: var stages } ? (places + 1 - stages) / stages : standing.Cells,
            Classes = (int)classifier.Shape[0],
            ImageSize = imageSize ?? standing.ImageSize,
            AuxiliaryHead = HeadOf(form),
            BatchNormAfterPools = _tensors.Keys.Any(name => name.Contains(".dag.", StringComparison.Ordinal)),
        };
    }

    /// <summary>The weights and statistics of a network, by the names they have here.</summary>
    /// <exception cref="CheckpointFormatException">Names or sizes do not match; tells the first on each side.</exception>
    public ImmutableArray<SafetensorsEntry> WeightsOf(Genotype genotype, Skeleton skeleton)
    {
        var official = new OfficialNames(genotype, skeleton).Ways()
            .MaxBy(known => _tensors.Keys.Count(known.ContainsKey))!;
        RequireSame([.. _tensors.Keys.Where(name => !official.ContainsKey(name))],
            [.. official.Keys.Where(name => !_tensors.ContainsKey(name))]);
        string[] unequal = [.. official.Where(pair => !_tensors[pair.Key].Shape.SequenceEqual(pair.Value.Shape.Select(size => (long)size)))
            .Select(pair =>
                $"{pair.Key} [{string.Join(", ", _tensors[pair.Key].Shape)}] in place of [{string.Join(", ", pair.Value.Shape)}]")];
        if (unequal.Length > 0)
            throw new CheckpointFormatException(_file, $"of its tensors {unequal.Length} {(unequal.Length == 1 ? "has" : "have")} other "
                + $"sizes than in the network: {Some(unequal)}. Name the genotype that it was trained with.");
        return [.. official.Select(pair => _tensors[pair.Key] with { Name = pair.Value.Name })];
    }

    private AuxiliaryHead HeadOf(SkeletonForm form)
    {
        if (Find("auxiliary_head.classifier.weight", "aux_head.linear.weight") is null) return AuxiliaryHead.None;
        var hasNorm = Find("auxiliary_head.features.6.weight", "aux_head.net.6.weight") is not null;
        return hasNorm && !form.Definition.AuxiliaryNorm ? AuxiliaryHead.WithSecondBatchNorm : AuxiliaryHead.Official;
    }

    private SafetensorsEntry? Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (_tensors.TryGetValue(name, out var tensor)) return tensor;
        return null;
    }

    private void RequireSame(string[] strange, string[] missing)
    {
        if (strange.Length + missing.Length == 0) return;
        string[] problems =
        [
            .. strange.Length > 0 ? [$"{strange.Length} of the file's names are no part of the network: {Some(strange)}"] : (string[])[],
            .. missing.Length > 0 ? [$"{missing.Length} of the network's are not in the file: {Some(missing)}"] : (string[])[],
        ];
        throw new CheckpointFormatException(_file, $"{string.Join("; ", problems)}. Name the genotype that it was trained with.");
    }

    private static string Some(IEnumerable<string> names) =>
        string.Join(", ", names.Take(Told)) + (names.Skip(Told).Any() ? ", …" : "");

    private static IEnumerable<SafetensorsEntry> TensorsOf(TorchFile file, long most)
    {
        var left = most; // bytes of storages that are read, each tensor for itself
        foreach (var (key, value) in StateOf(file.Content).Entries)
        {
            if (value is not TorchTensor tensor || PickleReader.TextOf(key) is not { } name) continue;
            var entry = tensor.Read(name, file.NumbersOf(tensor.Storage).Span);
            left -= entry.Count * SafetensorsEntry.SizeOf(tensor.Storage.Type);
            yield return left >= 0 ? entry : throw new InvalidDataException("its tensors hold far more numbers than it has.");
        }
    }

    /// <summary>The dictionary that has the tensors: the object itself, or what a training script keeps them under.</summary>
    private static PickleDictionary StateOf(object? content)
    {
        if (content is not PickleDictionary whole)
            throw new InvalidDataException("it holds no weights by name, as model.state_dict() gives them.");
        if (HoldsTensors(whole)) return whole;
        foreach (var wrapper in Wrappers)
            if (whole.TryGet(wrapper, out PickleDictionary? inner) && HoldsTensors(inner)) return inner;
        var keys = whole.Entries.Select(entry => PickleReader.TextOf(entry.Key) ?? "a number");
        throw new InvalidDataException(
            $"it holds no weights by name, nor under one of {string.Join(", ", Wrappers)}; its entries are {Some(keys)}.");
    }

    private static bool HoldsTensors(PickleDictionary dictionary) => dictionary.Entries.Any(entry => entry.Value is TorchTensor);
}
