using System.Runtime.InteropServices;

namespace AerNas.Runtime;

/// <summary>Named tensors to and from the safetensors format, bit for bit.</summary>
internal static class TensorArchive
{
    /// <summary>The bytes of an archive; the same tensors give the same bytes.</summary>
    /// <param name="tensors">Names and values of float32, float64 or int64, on any device.</param>
    /// <param name="metadata">Text kept beside them.</param>
    public static byte[] Write(IEnumerable<(string Name, Tensor Value)> tensors, IReadOnlyDictionary<string, string> metadata) =>
        SafetensorsFile.Serialize([.. tensors.Select(t => ToEntry(t.Name, t.Value))], metadata);

    /// <summary>Copies an archive's values into tensors in place.</summary>
    /// <param name="archive">The archive; it may hold more than is asked for.</param>
    /// <param name="targets">Names and tensors to overwrite.</param>
    /// <exception cref="TensorMismatchException">A tensor is missing, or has another shape or element type.</exception>
    public static void CopyInto(SafetensorsFile archive, IEnumerable<(string Name, Tensor Value)> targets)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (name, target) in targets)
        {
            if (!archive.Contains(name)) throw new TensorMismatchException(name, "it is missing");
            var entry = archive[name];
            if (!entry.Shape.SequenceEqual(target.shape) || entry.Type != TypeOf(target.dtype))
                throw new TensorMismatchException(
                    name, $"it is {entry.Type} [{string.Join(", ", entry.Shape)}] where {TypeOf(target.dtype)} "
                        + $"[{string.Join(", ", target.shape)}] belongs");
            target.copy_(ToTensor(entry));
        }
    }

    /// <summary>The value of an entry, on the CPU, in the caller's scope.</summary>
    public static Tensor ToTensor(SafetensorsEntry entry)
    {
        var value = empty([.. entry.Shape], entry.Type switch
        {
            SafetensorsType.F32 => ScalarType.Float32,
            SafetensorsType.F64 => ScalarType.Float64,
            SafetensorsType.I64 => ScalarType.Int64,
            _ => throw new NotSupportedException($"Tensor '{entry.Name}' holds {entry.Type}; AerNas reads F32, F64 and I64."),
        });
        if (entry.Data.Length > 0) value.bytes = MemoryMarshal.AsMemory(entry.Data).Span; // the setter only reads
        return value;
    }

    private static SafetensorsEntry ToEntry(string name, Tensor value)
    {
        using var scope = NewDisposeScope();
        var plain = value.detach().cpu().contiguous();
        var bytes = plain.numel() == 0 ? [] : plain.bytes.ToArray();
        return new SafetensorsEntry(name, TypeOf(value.dtype), ImmutableArray.Create(value.shape), bytes);
    }

    private static SafetensorsType TypeOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => SafetensorsType.F32,
        ScalarType.Float64 => SafetensorsType.F64,
        ScalarType.Int64 => SafetensorsType.I64,
        _ => throw new NotSupportedException($"AerNas writes float32, float64 and int64 tensors, not {type}."),
    };
}
