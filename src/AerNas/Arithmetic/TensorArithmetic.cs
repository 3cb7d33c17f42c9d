using TorchSharp;

namespace AerNas.Arithmetic;

/// <summary>Arithmetic of tensors with numbers, and the sum of two tensors, safe from the garbage collector (<see cref="HeldScalar"/> tells
/// why TorchSharp's own is not). Differences, products and quotients of two tensors keep their operators, which need no scalar.</summary>
public static class TensorArithmetic
{
    /// <summary>tensor + other</summary>
    public static Tensor Plus(this Tensor tensor, Tensor other)
    {
        var sum = tensor.add(other, HeldScalar.One);
        GC.KeepAlive(tensor);
        GC.KeepAlive(other);
        return sum;
    }

    /// <summary>tensor + factor * other</summary>
    public static Tensor Plus(this Tensor tensor, Tensor other, double factor) =>
        HeldScalar.CallWith(tensor, other, factor, static (x, y, f) => x.add(y, f));

    /// <summary>tensor + number</summary>
    public static Tensor Plus(this Tensor tensor, double number) =>
        HeldScalar.Call(tensor, number, static (x, n) => x.add(n, HeldScalar.One));

    /// <summary>tensor + number; whole numbers stay whole.</summary>
    public static Tensor Plus(this Tensor tensor, long number) =>
        HeldScalar.Call(tensor, number, static (x, n) => x.add(n, HeldScalar.One));

    /// <summary>tensor - number</summary>
    public static Tensor Minus(this Tensor tensor, double number) => HeldScalar.Call(tensor, number, static (x, n) => x.sub(n));

    /// <summary>tensor - number; whole numbers stay whole.</summary>
    public static Tensor Minus(this Tensor tensor, long number) => HeldScalar.Call(tensor, number, static (x, n) => x.sub(n));

    /// <summary>number - tensor</summary>
    public static Tensor SubtractedFrom(this Tensor tensor, double number) => tensor.negative().Plus(number);

    /// <summary>number * tensor</summary>
    public static Tensor Times(this Tensor tensor, double number) => HeldScalar.Call(tensor, number, static (x, n) => x.mul(n));

    /// <summary>number * tensor; whole numbers stay whole.</summary>
    public static Tensor Times(this Tensor tensor, long number) => HeldScalar.Call(tensor, number, static (x, n) => x.mul(n));

    /// <summary>tensor / number</summary>
    public static Tensor Over(this Tensor tensor, double number) => HeldScalar.Call(tensor, number, static (x, n) => x.div(n));

    /// <summary>The remainder of tensor / number, with the sign of number; whole numbers stay whole.</summary>
    public static Tensor Modulo(this Tensor tensor, long number) => HeldScalar.Call(tensor, number, static (x, n) => x.remainder(n));

    /// <summary>tensor to the power of exponent</summary>
    public static Tensor Power(this Tensor tensor, double exponent) => HeldScalar.Call(tensor, exponent, static (x, n) => x.pow(n));

    /// <summary>tensor to the power of exponent; whole numbers stay whole.</summary>
    public static Tensor Power(this Tensor tensor, long exponent) => HeldScalar.Call(tensor, exponent, static (x, n) => x.pow(n));

    /// <summary>ln(1 + exp(tensor))</summary>
    public static Tensor Softplus(this Tensor tensor) => tensor.negative().log_sigmoid().negative();

    /// <summary>The number in a tensor of one element.</summary>
    public static double ToNumber(this Tensor tensor)
    {
        using var scalar = HeldScalar.Of(tensor);
        GC.KeepAlive(tensor);
        return scalar.ToDouble();
    }
}
