using System.Collections.Concurrent;
using AerNas.Files;
using AerNas.Sizes;

namespace AerNas.Data.Sources;

/// <summary>
/// Decodes picture files on all processors. All must have the size of the first picture it saw, unless they are resized.
/// </summary>
internal sealed class ImageFileReader(DatasetFiles files, int? resizeTo)
{
    // Line art is packed as tightly as 1 : 100; a few kilobytes of one colour may claim gigabytes.
    private static readonly UnpackLimit Decoded = new(64L << 20, 200);

    private (string File, int Size)? _first;

    /// <summary>Decodes pictures.</summary>
    /// <exception cref="DatasetFormatException">One is unreadable, not square or of another size: the first such in order.</exception>
    public DecodedSet Read(IReadOnlyList<ImageFile> pictures)
    {
        _first ??= (files.PathOf(pictures[0].Name), Decode(pictures[0]).Size);
        var size = resizeTo ?? _first.Value.Size;
        var length = 3 * size * size;
        if (resizeTo is null && (long)pictures.Count * length > Decoded.Most(files.PackedLength))
            throw new DatasetFormatException(files.Origin,
                $"{pictures.Count} pictures of {size}x{size} are more than such files can hold. Give a smaller size, such as 32.");
        new ImageSizes(pictures.Count, new ImageShape(3, size), 0).RequireRoom(files.Origin);
        var pixels = new byte[pictures.Count * length];
        var grey = new bool[pictures.Count];
        var errors = new ConcurrentDictionary<int, DatasetFormatException>();
        Parallel.For(0, pictures.Count, (i, state) =>
        {
            try
            {
                grey[i] = DecodeInto(pictures[i], pixels.AsSpan(i * length, length));
            }
            catch (DatasetFormatException e)
            {
                // Lower indices are still read, so that the error told is always the same.
                errors[i] = e;
                state.Break();
            }
        });
        return errors.IsEmpty
            ? new DecodedSet(size, grey.All(g => g), pixels, [.. pictures.Select(picture => picture.Label)])
            : throw errors[errors.Keys.Min()];
    }

    private DecodedImage Decode(ImageFile picture) => DecodedImage.Decode(files.PathOf(picture.Name), files.Read(picture.Name));

    private bool DecodeInto(ImageFile picture, Span<byte> target)
    {
        var image = Decode(picture);
        if (resizeTo is { } size)
            new AreaResampler(image.Size, size).Resample(image.Planes, target);
        else if (_first is { } first && image.Size != first.Size)
            throw new DatasetFormatException(files.PathOf(picture.Name),
                $"the picture is {image.Size}x{image.Size}, but {first.File} is {first.Size}x{first.Size}. "
                + "Give a size to resize all pictures to.");
        else
            image.Planes.CopyTo(target);
        return image.IsGrey;
    }
}
