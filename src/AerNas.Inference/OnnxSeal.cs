// A bit that flips on a disk or on the way leaves a model that ONNX Runtime runs, and that answers wrongly. So the file's metadata holds
// the SHA-256 of all its bytes, taken while the digits of the hash themselves are zeros: ... "aernas.sha256" 0x12 0x40 <64 digits> ...

using System.Security.Cryptography;
using System.Text;

namespace AerNas.Inference;

/// <summary>The hash by which a damaged ONNX file of AerNas is known.</summary>
internal static class OnnxSeal
{
    /// <summary>The key of the metadata that holds it.</summary>
    public const string Key = "aernas.sha256";

    /// <summary>What stands there while the hash is taken.</summary>
    public static string Open { get; } = new('0', 2 * SHA256.HashSizeInBytes);

    private static readonly byte[] Mark = [.. Encoding.ASCII.GetBytes(Key), 0x12, (byte)Open.Length]; // key, then a text of that length

    /// <summary>Puts the hash of a model into it.</summary>
    /// <param name="model">The whole file, with <see cref="Open"/> under the key.</param>
    public static void Close(Span<byte> model) => Encoding.ASCII.GetBytes(HashOf(model), DigitsIn(model));

    /// <summary>Whether a model holds the hash that it has, or none at all.</summary>
    /// <param name="model">The whole file; its digits are zeros afterwards.</param>
    public static bool IsIntact(Span<byte> model)
    {
        var digits = DigitsIn(model);
        if (digits.IsEmpty) return true;
        var told = Encoding.ASCII.GetString(digits);
        digits.Fill((byte)'0');
        return told == HashOf(model);
    }

    private static string HashOf(ReadOnlySpan<byte> model) => Convert.ToHexStringLower(SHA256.HashData(model));

    /// <summary>The digits of the hash; nothing where there are none.</summary>
    private static Span<byte> DigitsIn(Span<byte> model)
    {
        var mark = model.LastIndexOf(Mark);
        return mark < 0 || model.Length - mark < Mark.Length + Open.Length ? [] : model.Slice(mark + Mark.Length, Open.Length);
    }
}
