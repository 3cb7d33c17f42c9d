using System.Security.Cryptography;
using System.Text;
using AerNas.Data.Sources;

namespace AerNas.Data.Pictures;

/// <summary>
/// Photographs of any shape, each decoded when a part of it is shown, at the scale that the size of the parts takes; those that were
/// decoded before and fit into memory are kept so. Reading is safe from several threads; what is read depends on file and size only.
/// </summary>
/// <param name="files">Where they lie: a folder, or memory.</param>
/// <param name="pictures">Their names and classes.</param>
/// <param name="shape">What they are shown as.</param>
internal sealed class PhotographStore(DatasetFiles files, IReadOnlyList<ImageFile> pictures, ImageShape shape)
{
    private const long MostHashed = 1L << 30; // bytes of files

    /// <summary>Pictures that are decoded already, by name; each for as long as the store lives.</summary>
    public IReadOnlyDictionary<string, DecodedImage> Decoded { get; init; } = ImmutableDictionary<string, DecodedImage>.Empty;

    /// <summary>Whether another picture of the class stands in for one that cannot be read; otherwise that is an error.</summary>
    public bool SkipsBroken { get; init; }

    /// <summary>How many there are.</summary>
    public int Count => pictures.Count;

    /// <summary>The class of each.</summary>
    public int[] Labels => [.. pictures.Select(picture => picture.Label)];

    /// <summary>The same with none kept decoded.</summary>
    public PhotographStore Undecoded() => new(files, pictures, shape) { SkipsBroken = SkipsBroken };

    /// <summary>A photograph, as large as its parts take.</summary>
    /// <exception cref="DatasetFormatException">It cannot be read.</exception>
    public DecodedImage Read(int index)
    {
        for (var tried = 0; ; tried++)
        {
            var picture = pictures[(index + tried) % Count];
            if (picture.Label != pictures[index].Label) continue;
            try
            {
                return Decoded.GetValueOrDefault(picture.Name) ?? Decode(files, picture.Name, shape);
            }
            catch (DatasetFormatException) when (SkipsBroken && tried < Count)
            {
                // The next picture of its class stands in for it.
            }
        }
    }

    /// <summary>What a network is tested on: the middle of a photograph. // [C, H, W]</summary>
    public byte[] Centre(int index)
    {
        var square = new byte[shape.Length];
        var picture = Read(index);
        PictureRegion.Centre(picture.Width, picture.Height).Resample(picture.Planes, (picture.Width, picture.Height), square, shape.Size);
        return square;
    }

    /// <summary>Adds to a hash which pictures they are: their names and lengths, and the contents of their files; of sets that are larger
    /// than what is read in seconds, the contents of every second, third, … file.</summary>
    public void AppendTo(IncrementalHash hash)
    {
        AppendNamesTo(hash);
        var every = (int)(pictures.Sum(picture => files.LengthOf(picture.Name)) / MostHashed) + 1;
        var counted = pictures.Where((_, place) => place % every == 0).Select(picture => picture.Name);
        foreach (var content in counted.AsParallel().AsOrdered().Select(HashOf)) hash.AppendData(content);
    }

    /// <summary>Adds the names and lengths alone, by which runs of earlier versions know their pictures.</summary>
    public void AppendNamesTo(IncrementalHash hash)
    {
        foreach (var picture in pictures)
            hash.AppendData(Encoding.UTF8.GetBytes($"{picture.Name}\n{files.LengthOf(picture.Name)}\n"));
    }

    /// <summary>The hash of a file's content; of one that cannot be read, which is told when it is shown, nothing.</summary>
    private byte[] HashOf(string name)
    {
        try
        {
            return SHA256.HashData(files.Read(name));
        }
        catch (DatasetFormatException)
        {
            return [];
        }
    }

    /// <summary>Decodes a picture at the scale that parts of a shape take.</summary>
    /// <exception cref="DatasetFormatException">It cannot be read.</exception>
    public static DecodedImage Decode(DatasetFiles files, string name, ImageShape shape)
    {
        try
        {
            var picture = DecodedImage.DecodeFor(files.PathOf(name), files.Read(name), shape.Size);
            return shape.Channels == 1 ? picture.InGrey() : picture;
        }
        catch (PictureFormatException e)
        {
            throw new DatasetFormatException(e);
        }
    }
}
