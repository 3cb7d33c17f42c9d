using TorchSharp;

namespace AerNas.Arithmetic;

/// <summary>Calls torch with numbers, and keeps what torch reads alive until the call returns. TorchSharp makes a <see cref="Scalar"/> of a
/// number by itself, hands its address to native code and forgets it: a garbage collection during the call frees it there, and the call
/// fails or computes with whatever stands in that memory by then. Under constant collection that happened to a hundred of a million sums
/// and two hundred of a million updates in place, and to none of five million calls through this type. So scalars are made here alone; the
/// conversions, operators and calls of TorchSharp that make their own are banned symbols, <c>a + b</c> among them, which passes a scalar
/// 1.</summary>
/// <remarks>The methods of this namespace are all most code needs; a call of TorchSharp that has none here goes through <c>Call</c> or
/// <c>CallWith</c>.</remarks>
public static class HeldScalar
{
    /// <summary>The whole number 0, for as long as the process lives.</summary>
    internal static readonly Scalar Zero = Of(0L);

    /// <summary>The whole number 1, for as long as the process lives.</summary>
    internal static readonly Scalar One = Of(1L);

    /// <summary>What a call answers that takes a tensor and a number.</summary>
    /// <param name="tensor">Alive until the call returns, too.</param>
    /// <param name="number">Becomes a scalar of 64-bit floating point.</param>
    /// <param name="call">The call into torch; it keeps the scalar no longer than it runs.</param>
    public static Tensor Call(Tensor tensor, double number, Func<Tensor, Scalar, Tensor> call)
    {
        using var scalar = Of(number);
        return Call(tensor, scalar, call);
    }

    /// <summary>What a call answers that takes a tensor and a whole number, which leaves a tensor of whole numbers one.</summary>
    /// <inheritdoc cref="Call(Tensor, double, Func{Tensor, Scalar, Tensor})"/>
    public static Tensor Call(Tensor tensor, long number, Func<Tensor, Scalar, Tensor> call)
    {
        using var scalar = Of(number);
        return Call(tensor, scalar, call);
    }

    /// <summary>What a call answers that takes two tensors and a number.</summary>
    /// <param name="tensor">Alive until the call returns, as the other is.</param>
    /// <param name="other">The second tensor.</param>
    /// <param name="number">Becomes a scalar of 64-bit floating point.</param>
    /// <param name="call">The call into torch; it keeps the scalar no longer than it runs.</param>
    public static Tensor CallWith(Tensor tensor, Tensor other, double number, Func<Tensor, Tensor, Scalar, Tensor> call)
    {
        using var scalar = Of(number);
        var result = call(tensor, other, scalar);
        GC.KeepAlive(tensor);
        GC.KeepAlive(other);
        return result;
    }

    /// <summary>What a call answers that takes three tensors and a number.</summary>
    /// <param name="tensor">Alive until the call returns, as the others are.</param>
    /// <param name="left">The second tensor.</param>
    /// <param name="right">The third.</param>
    /// <param name="number">Becomes a scalar of 64-bit floating point.</param>
    /// <param name="call">The call into torch; it keeps the scalar no longer than it runs.</param>
    public static Tensor CallWith(
        Tensor tensor, Tensor left, Tensor right, double number, Func<Tensor, Tensor, Tensor, Scalar, Tensor> call)
    {
        using var scalar = Of(number);
        var result = call(tensor, left, right, scalar);
        GC.KeepAlive(tensor);
        GC.KeepAlive(left);
        GC.KeepAlive(right);
        return result;
    }

    /// <summary>What a call answers that takes a tensor and two numbers.</summary>
    /// <param name="tensor">Alive until the call returns, too.</param>
    /// <param name="first">Becomes a scalar of 64-bit floating point.</param>
    /// <param name="second">Likewise.</param>
    /// <param name="call">The call into torch; it keeps the scalars no longer than it runs.</param>
    public static Tensor Call(Tensor tensor, double first, double second, Func<Tensor, Scalar, Scalar, Tensor> call)
    {
        using var one = Of(first);
        using var other = Of(second);
        var result = call(tensor, one, other);
        GC.KeepAlive(tensor);
        return result;
    }

    /// <summary>A scalar of 64-bit floating point, to be disposed of once the call that reads it has returned.</summary>
    internal static Scalar Of(double number) => number.ToScalar();

    /// <summary>A scalar that is a whole number, to be disposed of likewise.</summary>
    internal static Scalar Of(long number) => number.ToScalar();

    /// <summary>What a tensor of one element holds, to be disposed of once it is read.</summary>
    internal static Scalar Of(Tensor tensor) => tensor.ToScalar();

    private static Tensor Call(Tensor tensor, Scalar scalar, Func<Tensor, Scalar, Tensor> call)
    {
        var result = call(tensor, scalar);
        GC.KeepAlive(tensor);
        return result;
    }
}
