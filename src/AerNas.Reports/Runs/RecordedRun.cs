using System.Globalization;
using System.Text.Json;

namespace AerNas.Reports.Runs;

/// <summary>A run as its directory tells of it: what it was made from, what its epochs saw, what it ended with.</summary>
public sealed record RecordedRun
{
    private const string SearchFreeCounter = "evaluation";

    private RecordedRun(RunDirectory directory, RunRecord record) => (Directory, Record) = (directory, record);

    /// <summary>The folder.</summary>
    public RunDirectory Directory { get; }

    /// <summary>The folder's own name.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Directory.Path)));

    /// <summary>Options, versions, machine and images.</summary>
    public RunRecord Record { get; }

    /// <summary>Whether it is of a search-free method, whose rows are architectures and not epochs.</summary>
    public bool IsSearchFree => Record.Is(RunKind.Sampling);

    /// <summary>What one of <see cref="Epochs"/> is called.</summary>
    public string RowName => IsSearchFree ? "architecture" : "epoch";

    /// <summary>Its whole epochs, in order; of a search-free method the architectures it judged.</summary>
    public required ImmutableArray<RecordedEpoch> Epochs { get; init; }

    /// <summary>What it ended with; null while it has not.</summary>
    public JsonObject? Result { get; private init; }

    /// <summary>What its network took the test images for; null of a search, and where it was not recorded.</summary>
    public TestRecord? Test { get; private init; }

    /// <summary>How many epochs it was asked for; null where its options do not tell.</summary>
    public int? PlannedEpochs =>
        Record.Stretches is [.., var last] ? last.Epochs : Node("search", "epochs") is JsonValue search
            && search.TryGetValue(out int epochs) ? epochs
        : Node("training", "epochs") is JsonValue training && training.TryGetValue(out epochs) ? epochs : null;

    /// <summary>The architecture a search found so far, or a training trains; null before a search's first epoch is done.</summary>
    public Genotype? Genotype => Parse(Result?["genotype"]) ?? Parse(Node("genotype")) ?? Epochs.LastOrDefault()?.Genotype;

    /// <summary>The seed of everything random; null where its options do not tell.</summary>
    public string? Seed => Option("search", "seed") ?? Option("training", "seed");

    /// <summary>Every option that has a value, by its path, as in <c>search.epochs</c>.</summary>
    public IEnumerable<KeyValuePair<string, string>> Options => Flat(Record.Options, "");

    /// <summary>The names of the numbers that any epoch recorded.</summary>
    public IEnumerable<string> NumberNames => Epochs.SelectMany(epoch => epoch.Numbers.Keys).Distinct();

    /// <summary>Reads a run of epochs: a search by gradient or a training.</summary>
    /// <exception cref="RunStorageException">No run lies there, it has no epochs, or a file of it is damaged.</exception>
    public static RecordedRun Read(string path)
    {
        var directory = RunDirectory.Open(path);
        return Read(directory, RunRecord.LoadOfEpochs(directory));
    }

    /// <summary>Reads a run, also one of a search-free method.</summary>
    /// <exception cref="RunStorageException">No run lies there, or a file of it is damaged.</exception>
    public static RecordedRun ReadAny(string path)
    {
        var directory = RunDirectory.Open(path);
        var record = RunRecord.Load(directory);
        return Read(directory, record.Is(RunKind.Sampling) ? record : RunRecord.LoadOfEpochs(directory));
    }

    /// <summary>One number of every epoch; not a number where an epoch did not record it.</summary>
    public ImmutableArray<double> Series(string name) => [.. Epochs.Select(epoch => epoch.Numbers.GetValueOrDefault(name, double.NaN))];

    /// <summary>The name of the space that it searched; null where it is no search.</summary>
    public string? Space => Option("space", "name") ?? Option("space");

    /// <summary>An option of the run as text, by its path; null where it has none.</summary>
    public string? Option(params ReadOnlySpan<string> path) => Node(path)?.ToString();

    private static RecordedRun Read(RunDirectory directory, RunRecord record) => new(directory, record)
    {
        Epochs = [.. directory.Metrics.Read(record.Is(RunKind.Sampling) ? SearchFreeCounter : RecordedEpoch.Counter)
            .Select(line => RecordedEpoch.Of(line.Row, line.Number, directory))],
        Result = directory.ReadResult(),
        Test = record.Is(RunKind.Training) ? directory.ReadTest() : null,
    };

    private JsonNode? Node(params ReadOnlySpan<string> path)
    {
        JsonNode? node = Record.Options;
        foreach (var name in path) node = (node as JsonObject)?[name];
        return node;
    }

    private static IEnumerable<KeyValuePair<string, string>> Flat(JsonNode? node, string path) => node switch
    {
        JsonObject parts => parts.SelectMany(part => Flat(part.Value, path.Length == 0 ? part.Key : $"{path}.{part.Key}")),
        null => [],
        JsonValue number when number.GetValueKind() == JsonValueKind.Number && number.TryGetValue(out double value) =>
            [new(path, value.ToString("G15", CultureInfo.InvariantCulture))], // 0.003, not 0.0029999999999999996
        _ => [new(path, node.ToString())],
    };

    private static Genotype? Parse(JsonNode? text) =>
        text is JsonValue value && value.TryGetValue<string>(out var notation)
            && GenotypeNotation.TryParse(notation, out var genotype, out _) ? genotype : null;
}
