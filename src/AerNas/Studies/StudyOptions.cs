using System.Text.Json;
using System.Text.Json.Serialization;
using AerNas.Json;
using AerNas.Training;

namespace AerNas.Studies;

/// <summary>A study as its file describes it: every method with every setting of the regularizer, each with every seed; and, where it says
/// so, how the networks of the found architectures are trained, and those of architectures that it names beside them. The run directories
/// keep the resolved options of each search and training.</summary>
public sealed record StudyOptions
{
    /// <value>The search space; in JSON its name, or its definition where it is none of the listed ones.</value>
    public SearchSpace Space { get; init; } = SearchSpace.Default;

    /// <value>Where the options of every search start from.</value>
    public StudyScale Scale { get; init; }

    /// <value>The methods by name.</value>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <value>The regularizers, each in the short form of <c>--entropy</c>. Methods that learn no alpha have nothing to regularize and run
    /// once.</value>
    public IReadOnlyList<string> Entropy { get; init; } = ["off", "-0.2:0.2"];

    /// <value>The regularizers of single methods, by method, in place of <see cref="Entropy"/>. Null: none.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? MethodEntropy { get; init; }

    /// <value>The seeds; each setting runs once with each.</value>
    public IReadOnlyList<int> Seeds { get; init; } = [0, 1, 2, 3, 4];

    /// <value>The table that tells what the found cells come to when they are trained, as <c>aernas tabular import</c> makes it; null for
    /// none. With it as many random architectures as there are seeds are looked up for comparison.</value>
    public string? Tabular { get; init; }

    /// <value>Options of every search, laid over those of its method, as in <c>--config</c>; null for none.</value>
    public JsonObject? Options { get; init; }

    /// <value>Options of single methods, by method, those of its own without its name; laid over <see cref="Options"/>. Null: none.</value>
    public IReadOnlyDictionary<string, JsonObject>? MethodOptions { get; init; }

    /// <value>How the network of every found architecture is trained from scratch, as in <c>--config</c> of <c>aernas train</c>, laid over
    /// the space's published recipe or the small one, as <see cref="Scale"/> says; an empty object is the recipe itself. The images are
    /// those of <see cref="Options"/>, all of them, unless it names others; seeds are the runs' own. Without a table as many random
    /// architectures as there are seeds are drawn and trained for comparison. Null: nothing is trained.</value>
    public JsonObject? Training { get; init; }

    /// <value>Architectures that are trained as they are, each with every seed; null: none. Beside them there need be no method.</value>
    public IReadOnlyList<StudyArchitecture>? Architectures { get; init; }

    /// <summary>A study that trains architectures alike, and searches nothing.</summary>
    /// <param name="architectures">Which; they need not be of one space.</param>
    /// <param name="training">How they are trained, but for genotype and seed.</param>
    /// <param name="seeds">The seeds that each is trained with.</param>
    public static StudyOptions Of(IReadOnlyList<StudyArchitecture> architectures, TrainingOptions training, IReadOnlyList<int> seeds)
    {
        ArgumentNullException.ThrowIfNull(training);
        var layer = JsonSerializer.SerializeToNode(training, TrainingOptionsJson.Default.TrainingOptions)!.AsObject();
        foreach (var own in new[] { "genotype", "genotypeName" }) layer.Remove(own);
        layer["training"]!.AsObject().Remove("seed");
        layer["runtime"]!.AsObject().Remove("threads");
        return new StudyOptions
        {
            Seeds = seeds,
            Options = new JsonObject { ["runtime"] = new JsonObject { ["threads"] = training.Runtime.Resolved.Threads } },
            Training = layer,
            Architectures = architectures,
        };
    }

    /// <summary>Reads a study's file.</summary>
    /// <param name="json">Its text: a JSON object; what it leaves out has the defaults.</param>
    /// <param name="source">What the text is called in messages.</param>
    /// <exception cref="InvalidOptionsException">It is no JSON object, has unknown keys, or a value is of the wrong kind.</exception>
    public static StudyOptions Parse(string json, string source)
    {
        var overlay = new OptionsOverlay<StudyOptions>(new StudyOptions(), StudyOptionsJson.Default.StudyOptions);
        overlay.Apply(json, source);
        var read = overlay.Build();
        return read with
        {
            Methods = [.. read.Methods.Select(NameOf)],
            Entropy = Spelt(read.Entropy),
            MethodEntropy = read.MethodEntropy is { } single
                ? ByMethod(single, "methodEntropy").ToDictionary(own => own.Key, own => Spelt(own.Value)) : null,
            MethodOptions = read.MethodOptions is { } own ? ByMethod(own, "methodOptions") : null,
            Architectures = read.Architectures is { } named ? [.. named.Select(architecture => architecture.FoundInTheZoo())] : null,
        };
    }

    /// <inheritdoc cref="Parse"/>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static StudyOptions ReadFile(string path)
    {
        try
        {
            return Parse(JsonText.ReadFile(path), path);
        }
        catch (JsonFormatException e)
        {
            throw new InvalidOptionsException(path, e.Message);
        }
    }

    /// <summary>The same study searching on other images; it trains on them, too, unless its trainings have images of their own.</summary>
    /// <param name="path">As in <c>data.path</c> of a search.</param>
    public StudyOptions WithImages(string path)
    {
        var all = Options?.DeepClone().AsObject() ?? [];
        if (all["data"] is not JsonObject data) all["data"] = data = [];
        data["path"] = path;
        return this with { Options = all };
    }

    /// <summary>A method's name as the catalogue spells it; what is not there stays.</summary>
    private static string NameOf(string method) => MethodCatalog.TryFind(method, out var known) ? known.Name : method;

    private static IReadOnlyList<string> Spelt(IReadOnlyList<string> entropy) =>
        [.. entropy.Select(text => text.Equals(EntropyOptions.Off, StringComparison.OrdinalIgnoreCase) ? EntropyOptions.Off : text)];

    /// <exception cref="InvalidOptionsException">A method stands there twice.</exception>
    private static Dictionary<string, T> ByMethod<T>(IReadOnlyDictionary<string, T> options, string member)
    {
        var twice = options.Keys.GroupBy(NameOf).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
            throw new InvalidOptionsException($"{member}.{twice.Key}",
                $"stands there twice, as {string.Join(" and ", twice)}; keep one.");
        return options.ToDictionary(own => NameOf(own.Key), own => own.Value);
    }
}

/// <summary>Reads and writes <see cref="StudyOptions"/>; unknown members are refused.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(StudyOptions))]
internal sealed partial class StudyOptionsJson : JsonSerializerContext;
