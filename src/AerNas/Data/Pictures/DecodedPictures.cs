using AerNas.Sizes;

namespace AerNas.Data.Pictures;

/// <summary>Pictures decoded into squares of one size, and what was seen of each.</summary>
internal sealed class DecodedPictures
{
    private readonly IReadOnlyList<ImageFile> _files;
    private readonly ImageShape _shape;
    private readonly byte[] _pixels; // [N, C, H, W]

    /// <summary>Makes room for pictures.</summary>
    /// <param name="files">The pictures, in order.</param>
    /// <param name="shape">What they are made.</param>
    /// <param name="origin">Where they come from, for the message that there is no room.</param>
    /// <exception cref="MemoryShortageException">They take more memory than there is.</exception>
    public DecodedPictures(IReadOnlyList<ImageFile> files, ImageShape shape, string origin)
    {
        new ImageSizes(files.Count, shape, 0).RequireRoom(origin);
        (_files, _shape, _pixels) = (files, shape, new byte[files.Count * shape.Length]);
        Heads = new DecodedImage?[files.Count];
        Problems = new DatasetFormatException?[files.Count];
    }

    /// <summary>The pictures as they were decoded, without their pixels; null for those that cannot be read.</summary>
    public DecodedImage?[] Heads { get; }

    /// <summary>What is wrong with those that cannot be read.</summary>
    public DatasetFormatException?[] Problems { get; }

    /// <summary>The names of those that cannot be read.</summary>
    public IEnumerable<string> Broken => _files.Where((_, i) => Problems[i] is not null).Select(file => file.Name);

    /// <summary>Whether every file holds one channel of colour only.</summary>
    public bool AreGrey => Heads.All(head => head is null or { IsGrey: true });

    public void Put(int index, DecodedImage picture, Framing framing)
    {
        picture.FitInto(_pixels.AsSpan(index * _shape.Length, _shape.Length), _shape.Size, framing);
        Heads[index] = picture with { Planes = [] };
    }

    /// <summary>The pictures as a set, with one channel if <paramref name="grey"/>; null where there are none.</summary>
    public ImageSet? ToSet(bool grey, int classes)
    {
        if (_files.Count == 0) return null;
        int[] labels = [.. _files.Select(file => file.Label)];
        if (!grey || _shape.Channels == 1) return new ImageSet(_shape, _pixels, labels, classes);
        var plane = _shape.Size * _shape.Size;
        var single = new byte[labels.Length * plane];
        for (var i = 0; i < labels.Length; i++)
            _pixels.AsSpan(i * _shape.Length, plane).CopyTo(single.AsSpan(i * plane));
        return new ImageSet(new ImageShape(1, _shape.Size), single, labels, classes);
    }
}
