// The safetensors format: an 8-byte little-endian length, a JSON header of that length, then the tensors' bytes.
//
//   {"__metadata__": {"k": "v"}, "name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}
//
// Reading is strict: offsets lie within the file, no gap and no overlap, byte counts match shapes, names are unique. Writing is
// deterministic: entries in the order given, header padded with spaces to a multiple of 8, so equal tensors give equal bytes.

using System.Buffers.Binary;
using System.Text.Json;
using AerNas.Files;

namespace AerNas.Runs;

/// <summary>Named tensors in the safetensors format, without any tensor library.</summary>
public sealed class SafetensorsFile
{
    private const string MetadataKey = "__metadata__";
    private const int LengthBytes = sizeof(ulong);
    private const int LongestHeader = 16 << 20; // a tensor takes some 150 bytes of it
    private const int HighestRank = 64;

    private readonly string _source;
    private readonly ImmutableDictionary<string, SafetensorsEntry> _entries;

    private SafetensorsFile(string source, IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        _source = source;
        Entries = entries;
        _entries = entries.ToImmutableDictionary(e => e.Name);
        Metadata = metadata;
    }

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The text kept beside them.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SafetensorsEntry this[string name] => _entries.TryGetValue(name, out var entry)
        ? entry
        : throw new KeyNotFoundException($"{_source} has no tensor '{name}'.");

    /// <summary>Whether there is a tensor of a name.</summary>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>Reads a file.</summary>
    /// <exception cref="SafetensorsFormatException">It is damaged, cut short or of another format.</exception>
    public static SafetensorsFile Read(string path) => Parse(RegularFile.ReadBytes(path, Array.MaxLength), path);

    /// <summary>Reads bytes.</summary>
    /// <exception cref="SafetensorsFormatException">It is damaged, cut short or of another format.</exception>
    public static SafetensorsFile Parse(ReadOnlyMemory<byte> bytes, string source)
    {
        if (bytes.Length < LengthBytes) throw new SafetensorsFormatException(source, bytes.Length, "it ends before the header's length");
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (headerLength > (ulong)(bytes.Length - LengthBytes))
            throw new SafetensorsFormatException(source, 0, $"its header claims {headerLength} bytes of {bytes.Length - LengthBytes}");
        if (headerLength > LongestHeader)
            throw new SafetensorsFormatException(source, 0, $"its header claims {headerLength} bytes, more than {LongestHeader >> 20} MB");
        var data = bytes[(LengthBytes + (int)headerLength)..];
        var dataStart = LengthBytes + (long)headerLength;
        try
        {
            using var header = JsonDocument.Parse(bytes.Slice(LengthBytes, (int)headerLength));
            var metadata = ImmutableDictionary.CreateBuilder<string, string>();
            var entries = new List<(long Start, SafetensorsEntry Entry)>();
            var names = new HashSet<string>();
            foreach (var member in header.RootElement.EnumerateObject())
            {
                if (!names.Add(member.Name))
                    throw new SafetensorsFormatException(source, LengthBytes, $"the name '{member.Name}' stands twice");
                if (member.Name == MetadataKey)
                    foreach (var item in member.Value.EnumerateObject()) metadata[item.Name] = item.Value.GetString() ?? "";
                else
                    entries.Add(ReadEntry(member, data, dataStart, source));
            }

            entries.Sort((a, b) => (a.Start, a.Entry.Data.Length).CompareTo((b.Start, b.Entry.Data.Length)));
            RequireSeamless(entries, data.Length, dataStart, source);
            return new SafetensorsFile(source, [.. entries.Select(e => e.Entry)], metadata.ToImmutable());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
            or OverflowException)
        {
            throw new SafetensorsFormatException(source, LengthBytes, $"its header cannot be read: {e.Message}");
        }
    }

    /// <summary>The bytes of a file.</summary>
    /// <param name="entries">The tensors, in the order they are to lie.</param>
    /// <param name="metadata">Text to keep beside them.</param>
    public static byte[] Serialize(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(metadata);
        var header = new JsonObject();
        if (metadata.Count > 0)
            header[MetadataKey] = new JsonObject(metadata.OrderBy(m => m.Key, StringComparer.Ordinal)
                .Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key, m.Value)));
        long offset = 0;
        foreach (var entry in entries)
        {
            header.Add(entry.Name, new JsonObject
            {
                ["dtype"] = NameOf(entry.Type),
                ["shape"] = new JsonArray([.. entry.Shape.Select(extent => (JsonNode)extent)]),
                ["data_offsets"] = new JsonArray(offset, offset + entry.Data.Length),
            });
            offset += entry.Data.Length;
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = (text.Length + LengthBytes - 1) / LengthBytes * LengthBytes;
        var file = new byte[checked(LengthBytes + padded + offset)];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)padded);
        file.AsSpan(LengthBytes, padded).Fill((byte)' ');
        text.CopyTo(file, LengthBytes);
        var position = LengthBytes + padded;
        foreach (var entry in entries)
        {
            entry.Data.CopyTo(file.AsMemory(position));
            position += entry.Data.Length;
        }

        return file;
    }

    private static (long Start, SafetensorsEntry Entry) ReadEntry(
        JsonProperty member, ReadOnlyMemory<byte> data, long dataStart, string source)
    {
        var name = member.Value.GetProperty("dtype").GetString();
        if (!Enum.TryParse<SafetensorsType>(name, ignoreCase: true, out var type) || NameOf(type) != name)
            throw new SafetensorsFormatException(source, LengthBytes, $"'{member.Name}' has the unknown element type '{name}'");
        var shape = member.Value.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64()).ToImmutableArray();
        var offsets = member.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        if (offsets is not [var start, var end] || start < 0 || end < start || end > data.Length)
            throw new SafetensorsFormatException(source, dataStart + data.Length, $"'{member.Name}' lies outside the file");
        if (shape.Length > HighestRank)
            throw new SafetensorsFormatException(source, dataStart + start, $"'{member.Name}' has {shape.Length} dimensions");
        if (shape.Any(extent => extent < 0)
            || checked(shape.Aggregate((long)SafetensorsEntry.SizeOf(type), (a, b) => checked(a * b))) != end - start)
            throw new SafetensorsFormatException(
                source, dataStart + start, $"'{member.Name}' of shape [{string.Join(", ", shape)}] cannot have {end - start} bytes");
        return (start, new SafetensorsEntry(member.Name, type, shape, data[(int)start..(int)end]));
    }

    private static void RequireSeamless(List<(long Start, SafetensorsEntry Entry)> entries, long length, long dataStart, string source)
    {
        long expected = 0;
        foreach (var (start, entry) in entries)
        {
            if (start != expected)
                throw new SafetensorsFormatException(source, dataStart + expected, $"a gap or an overlap before '{entry.Name}'");
            expected += entry.Data.Length;
        }

        if (expected != length)
            throw new SafetensorsFormatException(source, dataStart + expected, $"{length - expected} bytes belong to no tensor");
    }

    private static string NameOf(SafetensorsType type) => type == SafetensorsType.Bool ? "BOOL" : type.ToString();
}
