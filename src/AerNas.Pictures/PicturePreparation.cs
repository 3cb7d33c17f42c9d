using AerNas.Files;

namespace AerNas.Pictures;

/// <summary>What is done to a picture before a network sees it: made square, resized by area, made grey where the network has one
/// channel.</summary>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Size">Height and width in pixels.</param>
/// <param name="Framing">How pictures that are not square are made so.</param>
public sealed record PicturePreparation(int Channels, int Size, Framing Framing)
{
    private const long LongestFile = 256L << 20;

    /// <summary>Reads a picture file.</summary>
    /// <param name="file">JPEG, PNG, BMP or WebP.</param>
    /// <returns>Its pixels. // [C, H, W]</returns>
    /// <exception cref="PictureFormatException">It is missing or unreadable.</exception>
    public byte[] Read(string file) => Decode(file, ReadBytes(file));

    /// <summary>Decodes a picture that is in memory.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="bytes">The whole of a JPEG, PNG, BMP or WebP file.</param>
    /// <returns>Its pixels. // [C, H, W]</returns>
    /// <exception cref="PictureFormatException">It is unreadable.</exception>
    public byte[] Decode(string name, byte[] bytes)
    {
        var pixels = new byte[Channels * Size * Size];
        (Framing == Framing.Centre ? DecodedImage.DecodeFor(name, bytes, Size) : DecodedImage.Decode(name, bytes))
            .FitInto(pixels, Size, Framing);
        return pixels;
    }

    private static byte[] ReadBytes(string file)
    {
        try
        {
            return RegularFile.ReadBytes(file, LongestFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PictureFormatException(file, $"the picture cannot be read ({e.Message}).", e);
        }
    }
}
