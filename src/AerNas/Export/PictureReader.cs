using AerNas.Data;
using AerNas.Data.Pictures;
using AerNas.Files;

namespace AerNas.Export;

/// <summary>Reads picture files into a model's shape: square, resized by area, grey where the model has one channel.</summary>
/// <param name="shape">The shape of the images it takes.</param>
/// <param name="framing">How pictures that are not square are made so.</param>
internal sealed class PictureReader(ImageShape shape, Framing framing)
{
    private const long LongestFile = 256L << 20;

    /// <summary>Reads a picture.</summary>
    /// <returns>Its pixels. // [C, H, W]</returns>
    /// <exception cref="DatasetFormatException">It is missing or unreadable.</exception>
    public byte[] Read(string file)
    {
        var pixels = new byte[shape.Length];
        DecodedImage.Decode(file, ReadBytes(file)).FitInto(pixels, shape.Size, framing);
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
            throw new DatasetFormatException(file, $"the picture cannot be read ({e.Message}).", innerException: e);
        }
    }
}
