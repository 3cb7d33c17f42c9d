using System.Text.Json.Serialization.Metadata;
using AerNas.Options;
using AerNas.Texts;

namespace AerNas.Runs;

/// <summary>Reads the numbers of a run that a checkpoint holds beside its tensors.</summary>
public static class CheckpointCounters
{
    /// <summary>The member of the checkpoint's metadata that holds them.</summary>
    public const string Member = "counters";

    /// <summary>Reads them.</summary>
    /// <param name="archive">The checkpoint.</param>
    /// <param name="file">What it is called in messages.</param>
    /// <param name="type">What they are.</param>
    /// <param name="check">Tells what is wrong with their values.</param>
    /// <exception cref="CheckpointMismatchException">They are missing or damaged.</exception>
    public static T Read<T>(SafetensorsFile archive, string file, JsonTypeInfo<T> type, Action<T, OptionRules> check)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(check);
        try
        {
            var counters = JsonText.Read(archive.Metadata.GetValueOrDefault(Member, ""), type);
            var rules = new OptionRules();
            check(counters, rules);
            return rules.Problems.Count == 0 ? counters : throw new JsonFormatException(rules.Problems);
        }
        catch (JsonFormatException e)
        {
            throw new CheckpointMismatchException(file, $"{file} is damaged: its counters cannot be taken: {e.Message} Go on from another checkpoint by --checkpoint, or start anew.");
        }
    }
}
