using AerNas.Data.Pictures;
namespace AerNas.Data;

/// <summary>Labelled square images of one shape, held in memory as uint8.</summary>
public sealed class ImageSet
{
    private readonly byte[] _pixels;

    /// <summary>Makes a set over <paramref name="pixels"/>, which the set then owns.</summary>
    /// <param name="shape">The shape of one image.</param>
    /// <param name="pixels">All pixels. // [N, C, H, W]</param>
    /// <param name="labels">The class of each image, 0 to <paramref name="classes"/> - 1. // [N]</param>
    /// <param name="classes">How many classes there are, at least 2.</param>
    /// <exception cref="ArgumentException">The arrays disagree, are empty, or a label is out of range.</exception>
    public ImageSet(ImageShape shape, byte[] pixels, int[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.Size, 1);
        if (shape.Channels is not (1 or 3))
            throw new ArgumentException($"Images have 1 or 3 channels, not {shape.Channels}.", nameof(shape));
        if (labels.Length == 0 || pixels.LongLength != (long)labels.Length * shape.Length)
            throw new ArgumentException(
                $"{labels.Length} images (at least 1) of {shape} do not have {pixels.Length} pixels.", nameof(pixels));
        if (Array.FindIndex(labels, label => (uint)label >= (uint)classes) is var bad and >= 0)
            throw new ArgumentException($"Label {labels[bad]} of image {bad} is not among 0-{classes - 1}.", nameof(labels));
        _pixels = pixels;
        Shape = shape;
        Labels = ImmutableArray.Create(labels);
        Classes = classes;
    }

    /// <summary>Reads the images of a source into memory.</summary>
    /// <param name="source">The images.</param>
    /// <param name="classes">How many classes there are, at least 2.</param>
    /// <exception cref="ArgumentException">There is no image, or a class is out of range.</exception>
    public static ImageSet From(IImageSource source, int classes)
    {
        ArgumentNullException.ThrowIfNull(source);
        var (shape, labels) = (source.Shape, new int[source.Count]);
        var pixels = new byte[checked(labels.Length * shape.Length)];
        for (var i = 0; i < labels.Length; i++) labels[i] = source.Read(i, pixels.AsSpan(i * shape.Length, shape.Length));
        return new ImageSet(shape, pixels, labels, classes);
    }

    /// <summary>Photographs that are decoded when they are shown.</summary>
    internal ImageSet(PhotographStore photographs, ImageShape shape, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        (Photographs, Shape, Classes, Labels, _pixels) = (photographs, shape, classes, ImmutableArray.Create(photographs.Labels), []);
    }

    /// <summary>The photographs that the images are the middle of; null where the images are all there is.</summary>
    internal PhotographStore? Photographs { get; }

    /// <summary>How many images there are.</summary>
    public int Count => Labels.Length;

    /// <summary>The shape of each image.</summary>
    public ImageShape Shape { get; }

    /// <summary>1 or 3.</summary>
    public int Channels => Shape.Channels;

    /// <summary>Height and width in pixels.</summary>
    public int Size => Shape.Size;

    /// <summary>How many classes the labels may name.</summary>
    public int Classes { get; }

    /// <summary>The class of each image. // [N]</summary>
    public ImmutableArray<int> Labels { get; }

    /// <summary>All pixels; of photographs, of which none are kept, empty. // [N, C, H, W]</summary>
    public ReadOnlyMemory<byte> Pixels => _pixels;

    /// <summary>The pixels of one image. // [C, H, W]</summary>
    public ReadOnlySpan<byte> Image(int index) =>
        Photographs is null ? _pixels.AsSpan(index * Shape.Length, Shape.Length) : Photographs.Centre(index);

    /// <summary>How many images each class has. // [K]</summary>
    public int[] CountByClass()
    {
        var counts = new int[Classes];
        foreach (var label in Labels)
            counts[label]++;
        return counts;
    }

    /// <summary>The same photographs with none kept decoded.</summary>
    internal ImageSet Undecoded() => new(Photographs!.Undecoded(), Shape, Classes);

    /// <summary>Some of the images, spread over all, as pixels.</summary>
    /// <param name="most">How many, at most.</param>
    internal ImageSet Sampled(int most)
    {
        var count = Math.Min(most, Count);
        var pixels = new byte[count * Shape.Length];
        Parallel.For(0, count, place =>
            Image(Original(place)).CopyTo(pixels.AsSpan(place * Shape.Length, Shape.Length)));
        return new ImageSet(Shape, pixels, [.. Enumerable.Range(0, count).Select(place => Labels[Original(place)])], Classes);

        int Original(int place) => (int)((long)place * Count / count);
    }

    /// <summary>The same images at another size, by area averaging.</summary>
    /// <param name="size">New height and width in pixels.</param>
    /// <param name="first">How many are wanted, the first ones; null for all. Images that have the size already stay all.</param>
    public ImageSet Resize(int size, int? first = null)
    {
        if (size == Size)
            return this;
        var (shape, count) = (Shape with { Size = size }, first ?? Count);
        var resized = new byte[checked(count * shape.Length)];
        var resampler = new AreaResampler(Size, Size, size);
        Parallel.For(0, count, index =>
            resampler.Resample(Image(index), resized.AsSpan(index * shape.Length, shape.Length)));
        return new ImageSet(shape, resized, [.. Labels[..count]], Classes);
    }
}

/// <summary>The shape every image of a set has: channels first, square.</summary>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Size">Height and width in pixels.</param>
public readonly record struct ImageShape(int Channels, int Size)
{
    /// <summary>How many values one image holds.</summary>
    public int Length => Channels * Size * Size;

    /// <summary>Channels x height x width, as people write it.</summary>
    public override string ToString() => $"{Channels}x{Size}x{Size}";
}
