using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AerNas.Json;

namespace AerNas.Running;

/// <summary>A run's state as the bytes of a checkpoint, and back.</summary>
/// <param name="format">What the file says that it is, with its version.</param>
/// <param name="type">The numbers it holds beside the tensors.</param>
/// <param name="identity">What it says of the run it belongs to, by name; only a run of the same reads it.</param>
internal sealed class CheckpointForm<TCounters>(
    string format, JsonTypeInfo<TCounters> type, params IReadOnlyList<(string Key, string Value)> identity)
    where TCounters : class
{
    /// <summary>The member of the file's metadata that holds the numbers.</summary>
    public const string Member = "counters";

    private IEnumerable<(string Key, string Value)> Expected => identity.Prepend(("format", format));

    /// <summary>The bytes of the whole state; equal states give equal bytes.</summary>
    public byte[] Write(IRunState<TCounters> state)
    {
        using var scope = NewDisposeScope();
        return TensorArchive.Write(state.Tensors(),
            Expected.Append((Member, JsonSerializer.Serialize(state.Counters, type))).ToDictionary());
    }

    /// <summary>Puts a checkpoint's values into a state that was built with the same options.</summary>
    /// <exception cref="CheckpointMismatchException">It is damaged, or of another version, run or size.</exception>
    public void Read(ReadOnlyMemory<byte> content, string file, IRunState<TCounters> state)
    {
        using var scope = NewDisposeScope();
        var archive = SafetensorsFile.Parse(content, file);
        foreach (var (key, expected) in Expected)
        {
            var found = archive.Metadata.GetValueOrDefault(key, "none");
            if (found != expected)
                throw new CheckpointMismatchException(file,
                    $"{file} is of {key} {found}, this run is of {expected}; resume the run it belongs to, or start anew.");
        }

        state.TakeUp(Counters(archive, file, state));
        try
        {
            TensorArchive.CopyInto(archive, state.Tensors());
        }
        catch (TensorMismatchException e)
        {
            throw new CheckpointMismatchException(file,
                $"{file} does not fit the network of this run: {e.Message} It is of other options; resume the run it belongs to.");
        }
    }

    private TCounters Counters(SafetensorsFile archive, string file, IRunState<TCounters> state)
    {
        try
        {
            var counters = JsonText.Read(archive.Metadata.GetValueOrDefault(Member, ""), type);
            var rules = new OptionRules();
            state.Check(counters, rules);
            return rules.Problems.Count == 0 ? counters : throw new JsonFormatException(rules.Problems);
        }
        catch (JsonFormatException e)
        {
            throw new CheckpointMismatchException(
                file, $"{file} is damaged: its counters cannot be taken: {e.Message} Go on from another checkpoint by "
                    + "--checkpoint, or start anew.");
        }
    }
}
