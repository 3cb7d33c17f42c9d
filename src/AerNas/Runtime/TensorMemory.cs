using System.Runtime.InteropServices;

namespace AerNas.Runtime;

/// <summary>The memory of tensors, for code that does not compute with torch.</summary>
internal static class TensorMemory
{
    /// <summary>The elements of a contiguous float32 tensor on the CPU, to read and to write.</summary>
    /// <exception cref="ArgumentException">It is not float32.</exception>
    public static Span<float> Floats(this Tensor tensor) => tensor.dtype == ScalarType.Float32
        ? MemoryMarshal.Cast<byte, float>(tensor.bytes)
        : throw new ArgumentException($"The elements are read as float32, not as {tensor.dtype}.", nameof(tensor));
}
