using System.Runtime.CompilerServices;

namespace AerNas.Runtime;

/// <summary>Shape checks before native calls: a wrong shape in some of them ends the process instead of throwing. The letters are explained
/// in docs/shapes.md.</summary>
public static class Shapes
{
    /// <summary>Any size of a dimension, for <see cref="Require"/>.</summary>
    public const long Any = -1;

    /// <summary>Checks rank and sizes; <see cref="Any"/> leaves a dimension open.</summary>
    /// <param name="tensor">What was given.</param>
    /// <param name="expected">The sizes it must have, such as <c>[Shapes.Any, channels, Shapes.Any, Shapes.Any]</c>.</param>
    /// <param name="name">What to call it in the message; the argument's own text by default.</param>
    /// <exception cref="ArgumentException">It has another shape; the message gives expected and got.</exception>
    public static void Require(Tensor tensor, ReadOnlySpan<long> expected, [CallerArgumentExpression(nameof(tensor))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        var got = tensor.shape;
        var matches = got.Length == expected.Length;
        for (var i = 0; matches && i < got.Length; i++) matches = expected[i] == Any || expected[i] == got[i];
        if (!matches) throw new ArgumentException($"{name}: expected {Text(expected)}, got {Text(got)}.", name);
    }

    /// <summary>Checks a batch of images with the given channels. // [N, C, H, W]</summary>
    /// <exception cref="ArgumentException">It has another shape.</exception>
    public static void RequireImages(Tensor images, long channels, [CallerArgumentExpression(nameof(images))] string name = "") =>
        Require(images, [Any, channels, Any, Any], name);

    /// <summary>The product of two matrices, refused where the native call would end the process.</summary>
    /// <param name="left">The left matrix. // [A, B]</param>
    /// <param name="right">The right matrix. // [B, C]</param>
    /// <returns>The product, owned by the caller's scope. // [A, C]</returns>
    /// <exception cref="ArgumentException">They are no matrices, or do not fit together.</exception>
    public static Tensor MatMul(Tensor left, Tensor right)
    {
        Require(left, [Any, Any]);
        Require(right, [left.shape[1], Any]);
        return left.matmul(right);
    }

    private static string Text(ReadOnlySpan<long> sizes)
    {
        var words = new string[sizes.Length];
        for (var i = 0; i < words.Length; i++) words[i] = sizes[i] == Any ? "any" : $"{sizes[i]}";
        return $"[{string.Join(", ", words)}]";
    }
}
