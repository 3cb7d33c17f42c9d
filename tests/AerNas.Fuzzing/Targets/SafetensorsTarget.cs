using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using AerNas.Runs;

namespace AerNas.Fuzzing.Targets;

/// <summary>Safetensors files. What is redone is the length of the header.</summary>
internal sealed class SafetensorsTarget : IFuzzTarget
{
    public string Name => "safetensors";

    public int ShortInputs => 10_000;

    public ImmutableArray<FuzzInput> Seeds { get; } =
    [
        Seed([], new() { ["format"] = "x" }),
        Seed([new("w", SafetensorsType.F32, [2, 3], new byte[24]), new("b", SafetensorsType.I64, [], new byte[8])], []),
        Seed([new("é", SafetensorsType.Bool, [0], default), new("h", SafetensorsType.BF16, [1, 2, 1], new byte[4])], new() { ["k"] = "v" }),
    ];

    public ImmutableArray<byte[]> Words { get; } =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "1e9", "9223372036854775807", "18446744073709551616", "0.5",
                "\"F32\"", "\"dtype\"",
            "\"shape\"", "\"data_offsets\"", "\"__metadata__\"", "\\ud800", "\\u0000", "[[", "1,", "\"\":",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public ImmutableArray<Type> Refusals { get; } = [typeof(SafetensorsFormatException)];

    public byte[] Mend(FuzzInput input)
    {
        var bytes = input.Bytes.ToArray();
        var end = Array.LastIndexOf(bytes, (byte)'}') + 1;
        while (end < bytes.Length && bytes[end] == ' ') end++; // the header is padded
        if (end > sizeof(ulong)) BinaryPrimitives.WriteInt64LittleEndian(bytes, end - sizeof(ulong));
        return bytes;
    }

    public void Read(FuzzInput input)
    {
        foreach (var entry in SafetensorsFile.Parse(input.Bytes, "fuzzed").Entries)
            if (entry.Count * SafetensorsEntry.SizeOf(entry.Type) != entry.Data.Length)
                throw new InvalidOperationException($"{entry.Name} has {entry.Data.Length} bytes.");
    }

    private static FuzzInput Seed(SafetensorsEntry[] entries, Dictionary<string, string> metadata) =>
        new("safetensors", SafetensorsFile.Serialize(entries, metadata));
}
