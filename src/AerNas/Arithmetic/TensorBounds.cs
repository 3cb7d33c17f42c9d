namespace AerNas.Arithmetic;

/// <summary>Tensors held within numbers, and compared with them, safe from the garbage collector (see <see cref="HeldScalar"/>).</summary>
public static class TensorBounds
{
    /// <summary>What lies outside of [lowest, highest] is the nearer of the two.</summary>
    public static Tensor Between(this Tensor tensor, double lowest, double highest) =>
        HeldScalar.Call(tensor, lowest, highest, static (x, low, high) => x.clamp(low, high));

    /// <summary>What is below lowest is lowest.</summary>
    public static Tensor AtLeast(this Tensor tensor, double lowest) => HeldScalar.Call(tensor, lowest, static (x, n) => x.clamp_min(n));

    /// <summary>What is above highest is highest.</summary>
    public static Tensor AtMost(this Tensor tensor, double highest) => HeldScalar.Call(tensor, highest, static (x, n) => x.clamp_max(n));

    /// <summary>Where tensor is greater than number, as truth values.</summary>
    public static Tensor IsAbove(this Tensor tensor, double number) => HeldScalar.Call(tensor, number, static (x, n) => x.gt(n));

    /// <summary>Where tensor is less than number, as truth values.</summary>
    public static Tensor IsBelow(this Tensor tensor, double number) => HeldScalar.Call(tensor, number, static (x, n) => x.lt(n));

    /// <summary>Where tensor is number, as truth values.</summary>
    public static Tensor Is(this Tensor tensor, double number) => HeldScalar.Call(tensor, number, static (x, n) => x.eq(n));

    /// <summary>The tensor with number where the mask is true.</summary>
    public static Tensor FilledWhere(this Tensor tensor, Tensor mask, double number) =>
        HeldScalar.CallWith(tensor, mask, number, static (x, m, n) => x.masked_fill(m, n));
}
