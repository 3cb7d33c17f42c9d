using AerNas.Data;
using AerNas.Data.Sources;
using AerNas.Files;

namespace AerNas.Export;

/// <summary>Reads picture files into the shape a model takes: resized by area, colour made grey where the model has one channel.</summary>
internal static class PictureReader
{
    private const long LongestFile = 256L << 20;

    /// <summary>The pictures as a set whose labels mean nothing.</summary>
    /// <exception cref="DatasetFormatException">One of them is missing, unreadable or not square.</exception>
    public static ImageSet Read(IReadOnlyList<string> files, ImageShape shape, int classes)
    {
        var pixels = new byte[checked(files.Count * shape.Length)];
        for (var i = 0; i < files.Count; i++)
        {
            var picture = DecodedImage.Decode(files[i], ReadBytes(files[i]));
            var planes = shape.Channels == 1 ? Grey(picture.Planes) : picture.Planes;
            new AreaResampler(picture.Size, shape.Size).Resample(planes, pixels.AsSpan(i * shape.Length, shape.Length));
        }

        return new ImageSet(shape, pixels, new int[files.Count], classes);
    }

    /// <summary>Rec. 601 luma; of equal planes, the plane itself. // [3, H, W] to [1, H, W]</summary>
    private static byte[] Grey(byte[] planes)
    {
        var grey = new byte[planes.Length / 3];
        for (var i = 0; i < grey.Length; i++)
            grey[i] = (byte)((299 * planes[i] + 587 * planes[grey.Length + i] + 114 * planes[2 * grey.Length + i] + 500) / 1000);
        return grey;
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
