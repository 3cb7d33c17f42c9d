namespace AerNas.Data;

/// <summary>Some images of a set, in an order.</summary>
internal sealed class ImageSubset
{
    /// <summary>Makes a subset.</summary>
    /// <param name="images">The set.</param>
    /// <param name="indices">Which of its images, at least one.</param>
    /// <exception cref="ArgumentException">No index, or one outside the set.</exception>
    public ImageSubset(ImageSet images, ImmutableArray<int> indices)
    {
        if (indices.IsDefaultOrEmpty || indices.Any(index => (uint)index >= (uint)images.Count))
            throw new ArgumentException($"A subset names at least one image, each among 0-{images.Count - 1}.", nameof(indices));
        Images = images;
        Indices = indices;
    }

    public ImageSet Images { get; }
    public ImmutableArray<int> Indices { get; }

    public int Count => Indices.Length;

    /// <summary>All images of a set, in its order.</summary>
    public static ImageSubset All(ImageSet images) => First(images, images.Count);

    /// <summary>The first images of a set.</summary>
    /// <param name="images">The set.</param>
    /// <param name="count">How many of them, from 1 to all.</param>
    public static ImageSubset First(ImageSet images, int count) => new(images, [.. Enumerable.Range(0, count)]);
}
