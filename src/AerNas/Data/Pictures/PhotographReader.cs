using System.Collections.Concurrent;
using AerNas.Data.Sources;

namespace AerNas.Data.Pictures;

/// <summary>
/// Reads folders of pictures as photographs of which random parts are shown. Where all of them, decoded at the scale that takes, fit into
/// memory, they are decoded at once, and what cannot be read is told at once; otherwise each is decoded whenever it is shown.
/// </summary>
/// <param name="files">Where they lie.</param>
/// <param name="options">How they are read.</param>
internal sealed class PhotographReader(DatasetFiles files, DatasetOptions options)
{
    /// <summary>The smallest size at which pictures are taken as photographs by themselves.</summary>
    public const int LeastSize = 64;

    private const long MostKept = 2L << 30; // bytes of decoded pictures
    private const int Sample = 200;

    /// <summary>The photographs; null where the options or the pictures ask for squares.</summary>
    /// <param name="classes">The names of their classes.</param>
    /// <param name="found">All pictures.</param>
    /// <param name="parted">Parts those that can be read into pictures to learn from and to test with.</param>
    /// <exception cref="DatasetFormatException">Some cannot be read, and are not to be left out.</exception>
    public (PictureFiles Used, RawDataset Dataset)? Read(
        ImmutableArray<string> classes, PictureFiles found, Func<PictureFiles, PictureFiles> parted)
    {
        if (options.Photographs == PhotographUse.Never) return null;
        var names = found.All.ToList();
        var sizes = Sizes(names);
        if (options.Photographs == PhotographUse.WhereLarger && !AreLarger(sizes)) return null;
        var size = options.Size ?? throw new InvalidOptionsException("data.imageSize",
            "random parts of photographs are shown at a size; say which, such as --size 64 or 224.");
        var inMemory = files.Lasting(names);
        var (decoded, problems) = Kept(sizes, names.Count, size) ? DecodeAll(inMemory, names, size) : ([], []);
        if (problems.Count > 0 && !options.SkipBroken) throw PictureSetReader.Unreadable([.. problems.Values], names.Count);
        var used = parted(found.Without(problems.Keys.ToHashSet(StringComparer.Ordinal)));
        var grey = decoded.Count > 0 && decoded.Values.All(picture => picture.IsGrey);
        if (grey) decoded = decoded.ToDictionary(entry => entry.Key, entry => entry.Value.InGrey());
        var shape = new ImageShape(grey ? 1 : 3, size);
        return (used, new RawDataset(files.Name, classes, SetOf(used.TrainInTurn())!, SetOf(used.TestInTurn()))
        {
            Normalization = classes.All(ChannelNormalization.IsSynset) ? ChannelNormalization.ImageNet : null,
            Notes = [.. Notes(sizes, size, decoded.Count == 0), .. PictureSetReader.SkippedNotes(files, problems.Keys)],
        });

        ImageSet? SetOf(ImageFile[] pictures) => pictures.Length == 0 ? null : new ImageSet(
            new PhotographStore(inMemory, pictures, shape) { Decoded = decoded, SkipsBroken = options.SkipBroken }, shape, classes.Length);
    }

    /// <summary>The sizes of some pictures, spread over all; those that cannot be read have none.</summary>
    private List<(int Width, int Height)> Sizes(List<string> names)
    {
        var step = Math.Max(1, names.Count / Sample);
        return [.. Enumerable.Range(0, names.Count / step).AsParallel().AsOrdered()
            .Select(place => DecodedImage.SizeOf(files.Read(names[place * step]))).OfType<(int, int)>()];
    }

    /// <summary>Whether most pictures have more pixels on their shorter side than are shown, and nobody asked to see all of them.</summary>
    private bool AreLarger(List<(int Width, int Height)> sizes) => options is { Size: >= LeastSize, Framing: Framing.Crop }
        && 2 * sizes.Count(picture => Math.Min(picture.Width, picture.Height) > options.Size) > sizes.Count;

    /// <summary>Whether so many pictures, decoded at the scale that a size takes, are few enough to be kept.</summary>
    private static bool Kept(List<(int Width, int Height)> sizes, int count, int size)
    {
        return sizes.Select(BytesOf).DefaultIfEmpty().Average() * count <= MostKept;

        double BytesOf((int Width, int Height) picture)
        {
            var shrunk = Math.Min(1, 3.0 * size / Math.Min(picture.Width, picture.Height)); // between two and four times the size
            return 3.0 * picture.Width * picture.Height * shrunk * shrunk;
        }
    }

    private static (Dictionary<string, DecodedImage> Decoded, SortedDictionary<string, DatasetFormatException> Problems) DecodeAll(
        DatasetFiles files, List<string> names, int size)
    {
        var decoded = new ConcurrentDictionary<string, DecodedImage>();
        var problems = new ConcurrentDictionary<string, DatasetFormatException>();
        Parallel.ForEach(names, name =>
        {
            try
            {
                decoded[name] = PhotographStore.Decode(files, name, new ImageShape(3, size));
            }
            catch (DatasetFormatException e)
            {
                problems[name] = e;
            }
        });
        return (new(decoded), new(problems, StringComparer.Ordinal));
    }

    private IEnumerable<string> Notes(List<(int Width, int Height)> sizes, int size, bool atNeed)
    {
        var middle = sizes.OrderBy(picture => Math.Min(picture.Width, picture.Height)).ElementAtOrDefault(sizes.Count / 2);
        var why = options.Photographs == PhotographUse.WhereLarger
            ? $"Most pictures are larger than {size}x{size}"
            : "Random parts are asked for";
        yield return $"{why} (in the middle {middle.Width}x{middle.Height}): a network learns from random parts, made {size}x{size}, "
            + "and is tested on their middle (--set data.crop=shifted makes them squares first).";
        if (atNeed)
            yield return "They are too many to keep in memory: each is decoded when it is shown, and one that cannot be read is told then.";
    }
}
