namespace AerNas.Arithmetic;

/// <summary>What <see cref="TensorArithmetic"/> computes, written over the tensor itself; each returns that tensor.</summary>
public static class TensorUpdates
{
    /// <summary>tensor += other</summary>
    public static Tensor PlusInPlace(this Tensor tensor, Tensor other)
    {
        tensor.add_(other, HeldScalar.One);
        GC.KeepAlive(other);
        return tensor;
    }

    /// <summary>tensor += factor * other</summary>
    public static Tensor PlusInPlace(this Tensor tensor, Tensor other, double factor) =>
        HeldScalar.CallWith(tensor, other, factor, static (x, y, f) => x.add_(y, f));

    /// <summary>tensor += number</summary>
    public static Tensor PlusInPlace(this Tensor tensor, double number) =>
        HeldScalar.Call(tensor, number, static (x, n) => x.add_(n, HeldScalar.One));

    /// <summary>tensor *= number</summary>
    public static Tensor TimesInPlace(this Tensor tensor, double number) => HeldScalar.Call(tensor, number, static (x, n) => x.mul_(n));

    /// <summary>tensor += left * right</summary>
    public static Tensor PlusProductInPlace(this Tensor tensor, Tensor left, Tensor right)
    {
        tensor.addcmul_(left, right, HeldScalar.One);
        GC.KeepAlive(left);
        GC.KeepAlive(right);
        return tensor;
    }

    /// <summary>tensor += factor * left * right</summary>
    public static Tensor PlusProductInPlace(this Tensor tensor, Tensor left, Tensor right, double factor) =>
        HeldScalar.CallWith(tensor, left, right, factor, static (x, l, r, f) => x.addcmul_(l, r, f));

    /// <summary>tensor += factor * left / right</summary>
    public static Tensor PlusQuotientInPlace(this Tensor tensor, Tensor left, Tensor right, double factor) =>
        HeldScalar.CallWith(tensor, left, right, factor, static (x, l, r, f) => x.addcdiv_(l, r, f));

    /// <summary>tensor = number, everywhere</summary>
    public static Tensor FillInPlace(this Tensor tensor, double number) => HeldScalar.Call(tensor, number, static (x, n) => x.fill_(n));

    /// <summary>What lies outside of [lowest, highest] becomes the nearer of the two.</summary>
    public static Tensor ClampInPlace(this Tensor tensor, double lowest, double highest) =>
        HeldScalar.Call(tensor, lowest, highest, static (x, low, high) => x.clamp_(low, high));
}
