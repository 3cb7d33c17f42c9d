using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using AerNas.Fuzzing.Seeds;
using AerNas.Running;
using AerNas.Runs;
using AerNas.Searching;

namespace AerNas.Fuzzing.Targets;

/// <summary>
/// Checkpoints of a search, read into a state as a run that goes on does. The digest is always right; the input is the whole file, or the
/// counters in it.
/// </summary>
internal sealed class CheckpointTarget : IFuzzTarget, IDisposable
{
    private const string Counters = "counters.json";

    private readonly Lazy<SmallRun> _run = new(() => new SmallRun());
    private readonly Lazy<SearchState> _state;
    private readonly Lazy<(SafetensorsFile Archive, byte[] Content)> _sound;

    public CheckpointTarget()
    {
        _state = new(() => _run.Value.State());
        _sound = new(() =>
        {
            var (file, content) = RunDirectory.Open(_run.Value.Folder).Checkpoints.Load();
            return (SafetensorsFile.Parse(content, file), content);
        });
    }

    public string Name => "checkpoints";

    public int ShortInputs => 200;

    public ImmutableArray<FuzzInput> Seeds
    {
        get
        {
            var counters = JsonWords.Seed(Counters, _sound.Value.Archive.Metadata[CheckpointForm<SearchCounters>.Member]);
            return [counters, counters, counters, new("checkpoint.safetensors", _sound.Value.Content)];
        }
    }

    public ImmutableArray<byte[]> Words { get; } = JsonWords.With(
        "\"position\":", "\"epoch\":", "\"step\":", "\"stage\":", "\"kept\":", "\"past\":[]",
            "\"controller\":{\"steps\":1,\"baseline\":null,\"updates\":[]}", "\"best\":null", "\"F32\"", "\"shape\":");

    public ImmutableArray<Type> Refusals { get; } = [typeof(CheckpointMismatchException), typeof(SafetensorsFormatException)];

    public byte[] Mend(FuzzInput input)
    {
        if (input.Name == Counters) return JsonMutation.Of(Seeds, input);
        if (input.Bytes.Length < sizeof(ulong)) return input.Bytes;
        var bytes = input.Bytes.ToArray();
        var header = new Utf8JsonReader(bytes.AsSpan(sizeof(ulong)), isFinalBlock: false, default);
        try
        {
            header.Read();
            header.Skip();
            var end = sizeof(ulong) + (int)header.BytesConsumed;
            while (end < bytes.Length && bytes[end] == ' ') end++; // the header is padded
            BinaryPrimitives.WriteInt64LittleEndian(bytes, end - sizeof(ulong));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It has no header any more; the reader is to find out.
        }

        return bytes;
    }

    public void Read(FuzzInput input)
    {
        var sound = _sound.Value.Archive;
        var content = input.Name != Counters ? input.Bytes
            : SafetensorsFile.Serialize(sound.Entries,
                new Dictionary<string, string>(sound.Metadata) { [CheckpointForm<SearchCounters>.Member] = input.Text() });
        _state.Value.Form(_run.Value.Options.Method).Read(content, "fuzzed", _state.Value);
    }

    public void Dispose()
    {
        if (_state.IsValueCreated) _state.Value.Dispose();
        if (_run.IsValueCreated) _run.Value.Dispose();
    }
}
