using AerNas.Data.Sources;
using AerNas.Files;

namespace AerNas.Data.Pictures;

/// <summary>Decodes picture files on all processors into squares of one size.</summary>
/// <param name="files">Where they lie.</param>
/// <param name="options">How they are read.</param>
internal sealed class PictureSetReader(DatasetFiles files, DatasetOptions options)
{
    /// <summary>Height and width of pictures that have no size in common, where none is asked for: that of CIFAR.</summary>
    private const int UsualSize = 32;

    // Line art is packed as tightly as 1 : 100; a few kilobytes of one colour may claim gigabytes.
    private static readonly UnpackLimit Decoded = new(64L << 20, 200);

    /// <summary>How many channels are read: 3, or 1 where colours are made grey.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>Decodes pictures; where some cannot be read, all are told, or left out as the options say.</summary>
    /// <param name="found">The pictures.</param>
    /// <param name="parted">Parts those that can be read into pictures to learn from and to test with.</param>
    /// <returns>The pictures that were decoded, and what a person should know of those that were not.</returns>
    /// <exception cref="DatasetFormatException">Some cannot be read, and are not to be left out.</exception>
    public (PictureFiles Used, PictureSets Sets, IEnumerable<string> Notes) ReadSound(
        PictureFiles found, Func<PictureFiles, PictureFiles> parted)
    {
        var broken = new SortedSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var used = parted(found.Without(broken));
            var sets = Read(used.TrainInTurn(), used.TestInTurn());
            if (sets.Problems.IsEmpty) return (used, sets, SkippedNotes(files, broken));
            if (!options.SkipBroken) throw Unreadable(sets.Problems, found.All.Count());
            broken.UnionWith(sets.Broken);
        }
    }

    /// <summary>Decodes two sets of pictures, the second maybe empty, to one size: that of the options, or their common one.</summary>
    /// <exception cref="DatasetFormatException">There is none that can be read, or they hold far more than their files do.</exception>
    private PictureSets Read(IReadOnlyList<ImageFile> train, IReadOnlyList<ImageFile> test)
    {
        var common = options.Size is null && options.Framing != Framing.Centre ? SideOfFirst([.. train, .. test]) : null;
        if (common is { } side && TryRead(train, side, mustHaveIt: true) is { } first
            && TryRead(test, side, mustHaveIt: true) is { } second)
            return new PictureSets(first, second);
        var size = options.Size ?? UsualSize;
        return new PictureSets(TryRead(train, size, mustHaveIt: false)!, TryRead(test, size, mustHaveIt: false)!)
        {
            ResizedTo = options.Size is null ? size : null,
        };
    }

    /// <summary>The side of the first readable picture; null where it is larger than images are kept, or none is readable.</summary>
    private int? SideOfFirst(IReadOnlyList<ImageFile> pictures)
    {
        foreach (var picture in pictures)
        {
            try
            {
                return Decode(picture).Side(options.Framing) is var side and <= DatasetOptions.LargestSize ? side : null;
            }
            catch (DatasetFormatException)
            {
                // It is told with all others that cannot be read.
            }
        }

        return null;
    }

    /// <summary>The pictures at a size; null where one does not have it by itself and must.</summary>
    private DecodedPictures? TryRead(IReadOnlyList<ImageFile> pictures, int size, bool mustHaveIt)
    {
        var shape = new ImageShape(Channels, size);
        if (mustHaveIt && (long)pictures.Count * shape.Length > Decoded.Most(files.PackedLength))
            throw new DatasetFormatException(files.Origin,
                $"{pictures.Count} pictures of {size}x{size} are more than such files can hold. Give a smaller size, such as {UsualSize}.");
        var decoded = new DecodedPictures(pictures, shape, files.Origin);
        var loop = Parallel.For(0, pictures.Count, (i, state) =>
        {
            try
            {
                var picture = options.Framing == Framing.Centre
                    ? PhotographStore.Decode(files, pictures[i].Name, shape with { Channels = 3 })
                    : Decode(pictures[i]);
                if (mustHaveIt && picture.Side(options.Framing) != size) state.Stop();
                else decoded.Put(i, picture, options.Framing);
            }
            catch (DatasetFormatException e)
            {
                decoded.Problems[i] = e;
            }
        });
        return loop.IsCompleted ? decoded : null;
    }

    /// <summary>The error of pictures that cannot be read.</summary>
    internal static DatasetFormatException Unreadable(ImmutableArray<DatasetFormatException> problems, int pictures) =>
        problems is [var only]
        ? new DatasetFormatException(only.File, $"{only.Problem} --skip-broken goes on without it.", only.Offset, only)
        : new DatasetFormatException(problems,
            $"{problems.Length} of {pictures} pictures cannot be read, the first {problems[0].File}. Replace them or take them out; "
            + "--skip-broken goes on without them.");

    /// <summary>What a person should know of pictures that are left out, in a sentence or none.</summary>
    internal static IEnumerable<string> SkippedNotes(DatasetFiles files, IReadOnlyCollection<string> broken)
    {
        const int Listed = 10;
        if (broken.Count == 0) yield break;
        var more = broken.Count > Listed ? $" and {broken.Count - Listed} more" : "";
        yield return $"Pictures that cannot be read are left out ({broken.Count}): "
            + $"{string.Join(", ", broken.Take(Listed).Select(files.PathOf))}{more}.";
    }

    private DecodedImage Decode(ImageFile picture)
    {
        try
        {
            return DecodedImage.Decode(files.PathOf(picture.Name), files.Read(picture.Name));
        }
        catch (PictureFormatException e)
        {
            throw new DatasetFormatException(e);
        }
    }
}
