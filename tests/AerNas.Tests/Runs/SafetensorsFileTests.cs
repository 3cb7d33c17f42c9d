using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using AerNas.Runs;

namespace AerNas.Tests.Runs;

public sealed class SafetensorsFileTests
{
    private const string Source = "model.safetensors";

    private static readonly SafetensorsEntry[] Entries =
    [
        new("weight", SafetensorsType.F32, [2, 3], new byte[24]),
        new("empty", SafetensorsType.F64, [0, 5], ReadOnlyMemory<byte>.Empty),
        new("labels", SafetensorsType.I64, [2], new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0 }),
        new("scalar \"quoted\" é", SafetensorsType.Bool, [], new byte[] { 1 }),
    ];

    [Fact]
    public void Parse_WhatSerializeWrote_GivesItBack()
    {
        var file = SafetensorsFile.Parse(SafetensorsFile.Serialize(Entries, Metadata("epoch", "7")), Source);
        Assert.Equal("7", file.Metadata["epoch"]);
        Assert.Equal(Entries.Select(e => e.Name), file.Entries.Select(e => e.Name));
        Assert.All(Entries, expected =>
        {
            var read = file[expected.Name];
            Assert.Equal(expected.Type, read.Type);
            Assert.Equal(expected.Shape, read.Shape);
            Assert.Equal(expected.Data.ToArray(), read.Data.ToArray());
        });
    }

    [Fact]
    public void Serialize_MetadataInAnotherOrder_GivesTheSameBytes()
    {
        var forward = SafetensorsFile.Serialize(Entries, new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        var backward = SafetensorsFile.Serialize(Entries, new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });
        Assert.Equal(forward, backward);
        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(forward) % 8);
    }

    [Fact]
    public void Serialize_NoTensors_ReadsAsNone() =>
        Assert.Empty(SafetensorsFile.Parse(SafetensorsFile.Serialize([], ImmutableDictionary<string, string>.Empty), Source).Entries);

    [Fact]
    public void Parse_CutAnywhere_NamesFileAndOffset()
    {
        var whole = SafetensorsFile.Serialize(Entries, Metadata("k", "v"));
        for (var length = 0; length < whole.Length; length++)
        {
            var error = Assert.Throws<SafetensorsFormatException>(() => SafetensorsFile.Parse(whole.AsMemory(0, length), Source));
            Assert.Equal(Source, error.File);
            Assert.InRange(error.Offset, 0, whole.Length);
        }
    }

    [Fact]
    public void Parse_OneByteTooMany_IsRefused()
    {
        byte[] longer = [.. SafetensorsFile.Serialize(Entries, Metadata("k", "v")), 0];
        var error = Assert.Throws<SafetensorsFormatException>(() => SafetensorsFile.Parse(longer, Source));
        Assert.Contains("belong to no tensor", error.Message, StringComparison.Ordinal);
        Assert.Equal(longer.Length - 1, error.Offset);
    }

    [Theory]
    [InlineData("""[]""", "header cannot be read")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}""", "header cannot be read")]
    [InlineData("""{"a": {"dtype": "F33", "shape": [1], "data_offsets": [0, 4]}}""", "unknown element type 'F33'")]
    [InlineData("""{"a": {"dtype": "f32", "shape": [1], "data_offsets": [0, 4]}}""", "unknown element type 'f32'")]
    [InlineData("""{"a": {"dtype": "9", "shape": [1], "data_offsets": [0, 4]}}""", "unknown element type '9'")]
    [InlineData("""{"a": {"shape": [1], "data_offsets": [0, 4]}}""", "header cannot be read")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}""", "cannot have 4 bytes")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}""", "cannot have 4 bytes")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [4611686018427387904, 4], "data_offsets": [0, 4]}}""", "header cannot be read")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1.5], "data_offsets": [0, 4]}}""", "header cannot be read")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}""", "outside the file")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 0]}}""", "outside the file")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4, 4]}}""", "outside the file")]
    [InlineData("""{"a": {"dtype": "U8", "shape": [2], "data_offsets": [2, 4]}}""", "gap or an overlap")]
    [InlineData("""{"a": {"dtype": "U8", "shape": [3], "data_offsets": [0, 3]}, "b": {"dtype": "U8", "shape": [2], "data_offsets": [2, 4]}}""", "gap or an overlap")]
    [InlineData("""{"a": {"dtype": "U8", "shape": [2], "data_offsets": [0, 2]}, "a": {"dtype": "U8", "shape": [2], "data_offsets": [2, 4]}}""", "stands twice")]
    [InlineData("""{"__metadata__": {"k": 1}, "a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}""", "header cannot be read")]
    public void Parse_UnsoundHeader_SaysWhatIsWrong(string header, string expected)
    {
        var error = Assert.Throws<SafetensorsFormatException>(() => SafetensorsFile.Parse(FileOf(header, dataLength: 4), Source));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("write or copy it anew", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_HeaderLengthBeyondTheFile_IsRefusedBeforeAnythingIsAllocated()
    {
        var file = FileOf("{}", dataLength: 0);
        BinaryPrimitives.WriteUInt64LittleEndian(file, ulong.MaxValue);
        Assert.Equal(0, Assert.Throws<SafetensorsFormatException>(() => SafetensorsFile.Parse(file, Source)).Offset);
    }

    [Fact]
    public void Parse_AnyBitFlippedAheadOfTheData_ReadsOrIsRefusedCleanly()
    {
        var whole = SafetensorsFile.Serialize(Entries, Metadata("k", "v"));
        var dataStart = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(whole);
        for (var bit = 0; bit < dataStart * 8; bit++)
        {
            var flipped = whole.ToArray();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            try
            {
                SafetensorsFile.Parse(flipped, Source);
            }
            catch (SafetensorsFormatException error)
            {
                Assert.InRange(error.Offset, 0, whole.Length);
            }
        }
    }

    [Fact]
    public void Indexer_NameThatIsNotThere_NamesFileAndTensor()
    {
        var file = SafetensorsFile.Parse(SafetensorsFile.Serialize(Entries, Metadata("k", "v")), Source);
        Assert.False(file.Contains("bias"));
        Assert.Contains($"{Source} has no tensor 'bias'", Assert.Throws<KeyNotFoundException>(() => file["bias"]).Message,
            StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Metadata(string key, string value) => new() { [key] = value };

    private static byte[] FileOf(string header, int dataLength)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + text.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)text.Length);
        text.CopyTo(file, 8);
        return file;
    }
}
