using System.Globalization;

namespace AerNas.Files;

/// <summary>How much may come out of what is packed: a number of bytes in any case, and beyond it a multiple of the packed bytes.</summary>
/// <param name="Always">Bytes that may always come out.</param>
/// <param name="Ratio">How many may come out of one more packed byte.</param>
internal readonly record struct UnpackLimit(long Always, int Ratio)
{
    /// <summary>Of archives of images: published ones hold 1 to 8 times their bytes.</summary>
    public static UnpackLimit Images { get; } = new(32L << 20, 10);

    public long Most(long packed) => Always + (Ratio * packed);

    public InvalidDataException Exceeded(long packed) => new(string.Create(CultureInfo.InvariantCulture,
        $"it holds more than {Most(packed) >> 20} MB in {packed:N0} packed bytes; where that is right, unpack it and name the folder."));
}
