using AerNas.Data;

namespace AerNas.Sample;

/// <summary>Three ways to images of a program's own; <c>SearchRun.Start</c> and <c>TrainRun.Start</c> take each.</summary>
public static class OwnImages
{
    /// <summary>Arrays.</summary>
    /// <param name="pixels">0 black to 255 white. // [N, 1, 16, 16]</param>
    /// <param name="labels">0 or 1 of each image. // [N]</param>
    public static ImageDataset OfArrays(byte[] pixels, int[] labels) =>
        new("mine", ["dark", "bright"], new ImageSet(new ImageShape(Channels: 1, Size: 16), pixels, labels, classes: 2), test: null);

    /// <summary>A stream of encoded pictures of any sizes, such as those of a database; every sixth is held out for testing.</summary>
    public static ImageDataset OfStreams(IEnumerable<(string Class, Stream Picture)> pictures) => DatasetSource.OfPictures(
        "mine", pictures.Select(picture => EncodedPicture.Read(picture.Class, picture.Picture)), options: new DatasetOptions { Size = 16 });

    /// <summary>A class of one's own, such as one that computes its images.</summary>
    public static ImageDataset OfStripes() =>
        new("stripes", ["across", "down"], ImageSet.From(new Stripes(96), classes: 2), test: ImageSet.From(new Stripes(16), classes: 2));
}

/// <summary>Stripes across and down in turn, each image a pixel further.</summary>
/// <param name="count">How many images.</param>
public sealed class Stripes(int count) : IImageSource
{
    /// <inheritdoc/>
    public ImageShape Shape => new(Channels: 1, Size: 16);

    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public int Read(int index, Span<byte> pixels)
    {
        var label = index % 2;
        for (var i = 0; i < pixels.Length; i++)
        {
            var (row, column) = (i / Shape.Size, i % Shape.Size);
            pixels[i] = (byte)((label == 0 ? row : column) + index / 2) % 4 < 2 ? byte.MaxValue : byte.MinValue;
        }

        return label;
    }
}
