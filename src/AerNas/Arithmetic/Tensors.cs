namespace AerNas.Arithmetic;

/// <summary>Makes tensors of a number, safe from the garbage collector (see <see cref="HeldScalar"/>).</summary>
public static class Tensors
{
    /// <summary>A tensor that is number everywhere, of 32-bit floating point on the CPU unless said otherwise.</summary>
    public static Tensor Full(ReadOnlySpan<long> shape, double number, ScalarType type = ScalarType.Float32, Device? device = null)
    {
        using var scalar = HeldScalar.Of(number);
        return full(shape, scalar, type, device);
    }

    /// <summary>A tensor that is number everywhere, and of the other's shape, type and device.</summary>
    public static Tensor FullLike(Tensor other, double number) => HeldScalar.Call(other, number, static (x, n) => x.full_like(n));

    /// <summary>The whole numbers 0, 1, … below count. [count]</summary>
    public static Tensor Range(long count, ScalarType type = ScalarType.Int64)
    {
        using var end = HeldScalar.Of(count);
        return arange(HeldScalar.Zero, end, HeldScalar.One, type);
    }
}
