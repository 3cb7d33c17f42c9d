using System.Text.Json;
using System.Text.Json.Serialization;
using AerNas.Json;

namespace AerNas.Runs;

/// <summary>What a run was made from, kept as <c>run.json</c>: enough to go on with it, and to tell runs apart.</summary>
public sealed record RunRecord
{
    /// <summary>The word of its <see cref="RunKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The resolved options.</summary>
    public required JsonNode Options { get; init; }

    /// <summary>Versions of AerNas, .NET, TorchSharp and libtorch.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>The machine it began on, as <see cref="RunMachine"/> tells; null in records of versions that did not tell.</summary>
    public IReadOnlyDictionary<string, string>? Machine { get; init; }

    /// <summary>Name of the images.</summary>
    public required string Dataset { get; init; }

    /// <summary>SHA-256 of the images and labels.</summary>
    public required string DatasetHash { get; init; }

    /// <summary>SHA-256 of the split of the training images; empty where there is none.</summary>
    public string SplitHash { get; init; } = "";

    /// <summary>The extensions that were there when it was made; null where there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RunExtension>? Extensions { get; init; }

    /// <summary>How it went on after it had finished, the first stretch first; null where it did not. Options stay as first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RunStretch>? Stretches { get; init; }

    /// <summary>What a person who goes on with the run should know about versions that have changed; none where nothing has.</summary>
    public IEnumerable<string> VersionNotes(IReadOnlyDictionary<string, string> now, IEnumerable<RunExtension> extensions)
    {
        ArgumentNullException.ThrowIfNull(now);
        var changes = now.Where(v => Versions.GetValueOrDefault(v.Key) != v.Value)
            .Select(v => $"{v.Key} {Versions.GetValueOrDefault(v.Key, "unknown")} and goes on with {v.Value}");
        var rebuilt = from before in Extensions ?? []
                      join after in extensions on before.Assembly equals after.Assembly
                      where (before.Version, before.Build) != (after.Version, after.Build)
                      select $"{before} and goes on with {(before.Version == after.Version ? "another build of it" : after.Version)}";
        return changes.Concat(rebuilt).Select(change => $"The run began with {change}; it may not end in the bytes of an unbroken run.");
    }

    /// <summary>The record with the images at another place.</summary>
    /// <param name="path">Where they lie now; null leaves it as it is.</param>
    public RunRecord WithImages(string? path)
    {
        if (path is null) return this;
        var options = Options.DeepClone().AsObject();
        if (options["data"] is not JsonObject data) options["data"] = data = [];
        data["path"] = Path.GetFullPath(path);
        return this with { Options = options };
    }

    /// <summary>Whether the run is of a kind.</summary>
    public bool Is(RunKind kind) => Kind == kind?.Word;

    /// <summary>Writes it into a run directory.</summary>
    public void Save(RunDirectory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        AtomicFile.WriteText(run.RecordFile,
            JsonText.WriteIndented(JsonSerializer.SerializeToNode(this, RunRecordJson.Default.RunRecord)!));
    }

    /// <summary>Reads it from a run directory.</summary>
    /// <exception cref="RunStorageException">It is damaged, or of another kind of run.</exception>
    public static RunRecord Load(RunDirectory run, RunKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var record = Load(run);
        return record.Is(kind) ? record : throw new RunStorageException(
            run.RecordFile, $"{run.Path} holds {RunKind.Of(record.Kind).Name}, where {kind.Name} is asked for.");
    }

    /// <summary>Reads it from a run directory, for a use that only runs of epochs have: searches and trainings.</summary>
    /// <exception cref="RunStorageException">It is damaged, or its run has no epochs.</exception>
    public static RunRecord LoadOfEpochs(RunDirectory run)
    {
        var record = Load(run);
        var kind = RunKind.Of(record.Kind);
        return kind.HasEpochs ? record : throw new RunStorageException(run.RecordFile,
            $"{run.Path} holds {kind.Name}, which has no epochs; name the folder of {RunKind.Search.Name}, or of {RunKind.Training.Name}.");
    }

    /// <summary>Reads it from a run directory, whatever kind of run it is.</summary>
    /// <exception cref="RunStorageException">It is damaged.</exception>
    public static RunRecord Load(RunDirectory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            var record = JsonText.Read(JsonText.ReadFile(run.RecordFile), RunRecordJson.Default.RunRecord);
            return record.Options is JsonObject
                ? record
                : throw new JsonFormatException([new OptionProblem("options", "must be an object.")]);
        }
        catch (JsonFormatException e)
        {
            throw new RunStorageException(run.RecordFile,
                $"{run.RecordFile} is damaged: {e.Message} The run cannot go on without it; start it anew.");
        }
    }
}

/// <summary>An extension that was there when a run was made, as its record tells.</summary>
/// <param name="File">The name of its file.</param>
/// <param name="Assembly">The name of its assembly.</param>
/// <param name="Version">The version of the assembly, behind a plus sign perhaps the commit.</param>
/// <param name="Build">What tells two builds of one version apart.</param>
public sealed record RunExtension(string File, string Assembly, string Version, string Build)
{
    /// <summary>Assembly, version and file, as a person is told them.</summary>
    public override string ToString() => $"{Assembly} {Version.Split('+')[0]} ({File})";
}

/// <summary>Reads and writes <see cref="RunRecord"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, WriteIndented = true)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunRecordJson : JsonSerializerContext;
