using System.Text.Json;
using System.Text.Json.Serialization;
using AerNas.Json;
using AerNas.Runs;

namespace AerNas.Studies;

/// <summary>What a study was made from, kept as <c>study.json</c>: its file, resolved, and every run that it consists of.</summary>
public sealed record StudyRecord
{
    /// <summary>When it was begun.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The resolved options of the study.</summary>
    public required JsonNode Options { get; init; }

    /// <summary>Its runs, in the order they are begun.</summary>
    public required IReadOnlyList<StudyEntry> Runs { get; init; }

    /// <summary>The table that tells what the found cells come to; null where there is none.</summary>
    public string? Tabular { get; init; }

    /// <summary>The name of the recipe it was made by; null for a study of its own.</summary>
    public string? Recipe { get; init; }

    /// <summary>The extensions that were there when it was begun; null where there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RunExtension>? Extensions { get; init; }

    /// <summary>Versions of AerNas, .NET, TorchSharp and libtorch.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>The machine it began on, as <see cref="RunMachine"/> tells.</summary>
    public required IReadOnlyDictionary<string, string> Machine { get; init; }

    /// <summary>Writes it into a study's folder.</summary>
    /// <exception cref="RunStorageException">It cannot be written.</exception>
    public void Save(StudyDirectory study)
    {
        ArgumentNullException.ThrowIfNull(study);
        AtomicFile.WriteText(study.RecordFile,
            JsonText.WriteIndented(JsonSerializer.SerializeToNode(this, StudyRecordJson.Default.StudyRecord)!) + "\n");
    }

    /// <summary>Reads it from a study's folder.</summary>
    /// <exception cref="RunStorageException">It is damaged.</exception>
    public static StudyRecord Load(StudyDirectory study)
    {
        ArgumentNullException.ThrowIfNull(study);
        try
        {
            var record = JsonText.Read(JsonText.ReadFile(study.RecordFile), StudyRecordJson.Default.StudyRecord);
            var rules = new OptionRules().Require(record.Options is JsonObject, "options", "must be an object.");
            for (var i = 0; i < record.Runs.Count; i++)
                rules.Require(StudyEntry.IsFolder(record.Runs[i].Folder), $"runs[{i}].folder",
                    "must be the name of a folder within the study's.");
            return rules.Problems.Count == 0 ? record : throw new JsonFormatException(rules.Problems);
        }
        catch (JsonFormatException e)
        {
            throw new RunStorageException(study.RecordFile,
                $"{study.RecordFile} is damaged: {e.Message} The study cannot go on without it; its runs are intact.");
        }
    }
}

/// <summary>Reads and writes <see cref="StudyRecord"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, WriteIndented = true)]
[JsonSerializable(typeof(StudyRecord))]
internal sealed partial class StudyRecordJson : JsonSerializerContext;
