using System.Text.Json;
using System.Text.Json.Serialization;
using AerNas.Json;
using AerNas.Runs;

namespace AerNas.Studies;

/// <summary>How long the networks of a study take for a picture once they are exported, by ONNX Runtime on one thread; kept as
/// <c>latency.json</c>, in seconds by the name of the architecture, or by the folder of the run that found it or drew it.</summary>
public static class StudyLatency
{
    /// <summary>By which name the latency of a run's network is kept: that of a named architecture is the same for all seeds.</summary>
    public static string KeyOf(StudyEntry run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Method is null ? run.Setting : run.Folder;
    }

    /// <summary>Reads what was measured so far.</summary>
    /// <exception cref="RunStorageException">The file is damaged.</exception>
    public static ImmutableSortedDictionary<string, TimeSpan> Load(StudyDirectory study)
    {
        ArgumentNullException.ThrowIfNull(study);
        if (!File.Exists(study.LatencyFile)) return ImmutableSortedDictionary.Create<string, TimeSpan>(StringComparer.Ordinal);
        try
        {
            var seconds = JsonText.Read(JsonText.ReadFile(study.LatencyFile), StudyLatencyJson.Default.DictionaryStringDouble);
            var rules = new OptionRules();
            foreach (var (name, value) in seconds) rules.Positive(value, name);
            return rules.Problems.Count > 0 ? throw new JsonFormatException(rules.Problems) : seconds.ToImmutableSortedDictionary(
                measured => measured.Key, measured => TimeSpan.FromSeconds(measured.Value), StringComparer.Ordinal);
        }
        catch (JsonFormatException e)
        {
            throw new RunStorageException(study.LatencyFile,
                $"{study.LatencyFile} is damaged: {e.Message} Take it away, and go on with the study to measure again.");
        }
    }

    /// <summary>Keeps what was measured.</summary>
    /// <exception cref="RunStorageException">It cannot be written.</exception>
    public static void Save(StudyDirectory study, IReadOnlyDictionary<string, TimeSpan> measured)
    {
        ArgumentNullException.ThrowIfNull(study);
        var seconds = measured.ToDictionary(one => one.Key, one => one.Value.TotalSeconds);
        AtomicFile.WriteText(study.LatencyFile,
            JsonText.WriteIndented(JsonSerializer.SerializeToNode(seconds, StudyLatencyJson.Default.DictionaryStringDouble)!) + "\n");
    }
}

/// <summary>Reads and writes <see cref="StudyLatency"/>.</summary>
[JsonSerializable(typeof(Dictionary<string, double>))]
internal sealed partial class StudyLatencyJson : JsonSerializerContext;
