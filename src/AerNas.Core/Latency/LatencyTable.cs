using System.Text.Json;
using AerNas.Genotypes;
using AerNas.Json;
using AerNas.Networks;
using AerNas.Runs;

namespace AerNas.Latency;

/// <summary>How long each operation of a search space takes for a picture, at each of its places in the network of a skeleton, measured on
/// one machine. A network is expected to take what its operations take and what the rest of it takes, which all networks of the
/// skeleton share (ProxylessNAS, FBNet).</summary>
public sealed record LatencyTable
{
    /// <summary>The version of the file's form that this library writes and reads.</summary>
    public const string CurrentFormat = "aernas-latency/1";

    private const double MostSeconds = 3600; // for a picture

    /// <value>The version of the file's form.</value>
    public required string Format { get; init; }

    /// <value>What computed them, on one thread.</value>
    public required LatencyRuntime Runtime { get; init; }

    /// <value>The skeleton whose networks it is for, and with it the space.</value>
    public required Skeleton Skeleton { get; init; }

    /// <value>Processor and system, by name.</value>
    public required IReadOnlyDictionary<string, string> Machine { get; init; }

    /// <value>Versions of AerNas, .NET and libraries.</value>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <value>What a network takes beside its operations, in seconds.</value>
    public required double RestSeconds { get; init; }

    /// <value>What each operation takes at each place.</value>
    public required ImmutableArray<OperationLatency> Operations { get; init; }

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOptionsException">It cannot be read, or holds no table.</exception>
    public static LatencyTable Read(string path)
    {
        try
        {
            var table = JsonText.Read(JsonText.ReadFile(path), LatencyTableJson.Default.LatencyTable);
            var rules = new OptionRules();
            table.Check(rules.In(path));
            rules.ThrowIfBroken();
            return table;
        }
        catch (JsonFormatException e)
        {
            throw new InvalidOptionsException([.. e.Problems.Select(problem => problem.In(path))]);
        }
    }

    /// <summary>Writes the table; a file that stands there is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RunStorageException">The disk is full or the file cannot be written.</exception>
    public void Write(string path) => AtomicFile.WriteText(path, JsonText.WriteIndented(ToJson()));

    /// <summary>The table as its file has it.</summary>
    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, LatencyTableJson.Default.LatencyTable)!.AsObject();

    /// <summary>What an operation takes at a place, in seconds.</summary>
    /// <exception cref="InvalidOptionsException">The table does not have it.</exception>
    public double Seconds(OperationPlace place) => Operations.FirstOrDefault(entry => entry.IsAt(place)) is { } known
        ? known.Seconds
        : throw new InvalidOptionsException("latency", $"the table does not tell how long {place.Operation} takes at {place.Channels} "
            + $"channels and {place.Size} pixels, stride {place.Stride}; measure one for this space with aernas latency.");

    /// <summary>What the network of an architecture is expected to take for a picture, in seconds.</summary>
    /// <exception cref="InvalidOptionsException">It has operations that the table does not have.</exception>
    public double Seconds(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return RestSeconds + SecondsOfOperations(genotype);
    }

    /// <summary>What the operations of an architecture take for a picture, in seconds; those that lead to no output are not
    /// computed.</summary>
    internal double SecondsOfOperations(Genotype genotype)
    {
        var reached = genotype.CellKinds.ToDictionary(kind => kind, kind =>
        {
            var nodes = new ReachedNodes(genotype[kind]);
            return genotype[kind].Edges.Where(nodes.Leads).ToList();
        });
        return DerivedGraph.Cells(Skeleton)
            .Sum(cell => reached[cell.Kind].Sum(chosen => Seconds(cell.Place(chosen.Operation, chosen.Edge, genotype.Space))));
    }

    /// <summary>Everything that stands against the table, each with its path.</summary>
    internal void Check(OptionRules rules) => rules
        .Require(Format == CurrentFormat, "format", $"must be {CurrentFormat}, is {Format}.")
        .Require(RestSeconds is >= -MostSeconds and <= MostSeconds, "restSeconds", $"must be at most {MostSeconds} either way.")
        .Require(!Operations.IsDefaultOrEmpty && Operations.All(entry => entry.Seconds is >= 0 and <= MostSeconds),
            "operations", $"must be there, with seconds from 0 to {MostSeconds}.")
        .Require(Operations.IsDefault || Operations.Select(entry => entry with { Seconds = 0 }).Distinct().Count() == Operations.Length,
            "operations", "has one of them twice.")
        .Require(Operations.IsDefault || Operations.All(entry => CandidateOperation.TryParse(entry.Operation, out _)), "operations",
            "has one that there is not.");
}
