using System.Buffers.Binary;
using System.IO.Compression;
using AerNas.Runs;

namespace AerNas.Fuzzing.Seeds;

/// <summary>Files as torch.save writes them: tensors by name, each in a storage of its own.</summary>
internal static class SmallTorchFiles
{
    private const string Magic = "119547037146038801333356L";

    /// <summary>The newer form, a zip.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="wrapper">What a script keeps them under beside an epoch and its arguments; null: nothing.</param>
    public static byte[] Zip(IReadOnlyList<SafetensorsEntry> tensors, string? wrapper = null)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("model/data.pkl", State(tensors, wrapper).End());
            for (var i = 0; i < tensors.Count; i++) Add($"model/data/{i}", tensors[i].Data.Span);
            Add("model/version", "3\n"u8);

            void Add(string name, ReadOnlySpan<byte> bytes)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>The older form: pickles, and the storages behind them.</summary>
    /// <inheritdoc cref="Zip"/>
    public static byte[] Pickles(IReadOnlyList<SafetensorsEntry> tensors, string? wrapper = null)
    {
        using var stream = new MemoryStream();
        stream.Write(Protocol2().Line('L', Magic).End());
        stream.Write(Protocol2().Int(1001).End());
        stream.Write(Protocol2().Op('}').Text("little_endian").Op(0x88).Op('s').End());
        stream.Write(State(tensors, wrapper).End());
        var keys = Protocol2().Op(']').Op('(');
        for (var i = 0; i < tensors.Count; i++) keys.Text($"{i}");
        stream.Write(keys.Op('e').End());
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (var tensor in tensors)
        {
            BinaryPrimitives.WriteInt64LittleEndian(count, tensor.Count);
            stream.Write(count);
            stream.Write(tensor.Data.Span);
        }

        return stream.ToArray();
    }

    /// <summary>Tensors of each element type that is read.</summary>
    public static IReadOnlyList<SafetensorsEntry> Tensors { get; } =
    [
        new("stem.0.weight", SafetensorsType.F32, [3, 1, 1, 1], new byte[12]), new("stem.1.bias", SafetensorsType.F16, [3], new byte[6]),
        new("half", SafetensorsType.BF16, [2, 2], new byte[8]), new("double", SafetensorsType.F64, [], new byte[8]),
        new("stem.1.num_batches_tracked", SafetensorsType.I64, [], new byte[8]),
    ];

    private static PickleWriter Protocol2() => new PickleWriter().Op(0x80).Op((byte)2);

    private static PickleWriter State(IReadOnlyList<SafetensorsEntry> tensors, string? wrapper)
    {
        var writer = Protocol2();
        if (wrapper is not null)
        {
            writer.Op('}').Op('(').Text("epoch").Int(3).Text("args").Global("argparse", "Namespace").Op(')').Op(0x81).Op('}').Text("lr")
                .Int(1).Op('s').Op('b').Text(wrapper);
        }

        writer.Global("collections", "OrderedDict").Op(')').Op('R').Op('(');
        for (var i = 0; i < tensors.Count; i++) Tensor(writer.Text(tensors[i].Name), tensors[i], $"{i}");
        writer.Op('u').Op('}').Text("_metadata").Op('}').Op('s').Op('b');
        return wrapper is null ? writer : writer.Op('u');
    }

    private static void Tensor(PickleWriter writer, SafetensorsEntry tensor, string key)
    {
        writer.Global("torch._utils", "_rebuild_tensor_v2").Op('(').Op('(').Text("storage").Global("torch", tensor.Type switch
        {
            SafetensorsType.F32 => "FloatStorage",
            SafetensorsType.F64 => "DoubleStorage",
            SafetensorsType.F16 => "HalfStorage",
            SafetensorsType.BF16 => "BFloat16Storage",
            _ => "LongStorage",
        }).Text(key).Text("cpu").Int((int)tensor.Count).Op('t').Op('Q').Int(0).Op('(');
        foreach (var size in tensor.Shape) writer.Int((int)size);
        writer.Op('t').Op('(');
        for (var axis = 0; axis < tensor.Shape.Length; axis++)
            writer.Int((int)tensor.Shape.Skip(axis + 1).Aggregate(1L, (product, size) => product * size));
        writer.Op('t').Op(0x89).Global("collections", "OrderedDict").Op(')').Op('R').Op('t').Op('R');
    }
}
