using System.Buffers.Binary;
using System.Security.Cryptography;
using AerNas.Data.Pictures;

namespace AerNas.Data;

/// <summary>Images to learn from and, where there are any, images to test with.</summary>
public sealed class ImageDataset
{
    private readonly Lazy<string> _contentHash;
    private readonly Lazy<string?> _formerHash;

    /// <summary>Makes a dataset. The normalization is computed from the training images unless one is given.</summary>
    /// <param name="name">A name for people, such as <c>CIFAR-10</c>.</param>
    /// <param name="classNames">The name of each class, in label order. // [K]</param>
    /// <param name="train">The training images.</param>
    /// <param name="test">The test images, or null.</param>
    /// <param name="normalization">Published constants, or null.</param>
    /// <exception cref="ArgumentException">The sets differ in shape or classes.</exception>
    public ImageDataset(
        string name, ImmutableArray<string> classNames, ImageSet train, ImageSet? test, ChannelNormalization? normalization = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(train);
        if (classNames.Length != train.Classes)
            throw new ArgumentException($"{train.Classes} classes have {classNames.Length} names.", nameof(classNames));
        if (test is not null && (test.Shape != train.Shape || test.Classes != train.Classes))
            throw new ArgumentException(
                $"Training images are {train.Shape} of {train.Classes} classes, test images {test.Shape} of {test.Classes}.", nameof(test));
        Name = name;
        ClassNames = classNames;
        Train = train;
        Test = test;
        Normalization = normalization ?? ChannelNormalization.Of(train);
        _contentHash = new Lazy<string>(() => ComputeHash((photographs, hash) => photographs.AppendTo(hash)));
        _formerHash = new Lazy<string?>(() => train.Photographs is null ? null
            : ComputeHash((photographs, hash) => photographs.AppendNamesTo(hash)));
    }

    /// <summary>A name for people, such as <c>CIFAR-10</c>.</summary>
    public string Name { get; }

    /// <summary>The name of each class, in label order. // [K]</summary>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>The training images.</summary>
    public ImageSet Train { get; }

    /// <summary>The test images; null where there are none.</summary>
    public ImageSet? Test { get; }

    /// <summary>What pixels are normalized by: the published constants where there are any, else those of the training images.</summary>
    public ChannelNormalization Normalization { get; }

    /// <summary>What a person should know about how the data was read, one sentence each; mostly empty.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>
    /// SHA-256 over shapes, labels and pixels, of photographs over names, lengths and contents of their files, in lower-case hexadecimal;
    /// computed when first asked for. Of photographs whose files have more than a GiB, the contents of some count.
    /// </summary>
    public string ContentHash => _contentHash.Value;

    /// <summary>What earlier versions recorded for <see cref="ContentHash"/> of photographs; null of all other images.</summary>
    internal string? FormerHash => _formerHash.Value;

    /// <summary>Demands that it has a model's classes, in its order, and images of its shape.</summary>
    /// <exception cref="DatasetFormatException">It does not.</exception>
    internal void RequireFits(IReadOnlyList<string> classes, ImageShape shape)
    {
        if (!ClassNames.SequenceEqual(classes))
            throw new DatasetFormatException(Name,
                $"its classes are {Some(ClassNames)}; the model knows {Some(classes)}. Give images of the same classes.");
        if (Train.Shape != shape)
            throw new DatasetFormatException(Name,
                $"its images are {Train.Shape}; the model takes {shape}. Resize them to {shape.Size}, and give as many channels.");
    }

    private static string Some(IReadOnlyList<string> names)
    {
        const int Shown = 5;
        return names.Count <= Shown ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Shown))} and {names.Count - Shown} more";
    }

    private string ComputeHash(Action<PhotographStore, IncrementalHash> append)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var set in new[] { Train, Test }.OfType<ImageSet>())
        {
            AppendIntegers(hash, [set.Count, set.Channels, set.Size, set.Classes]);
            AppendIntegers(hash, set.Labels.AsSpan());
            if (set.Photographs is { } photographs) append(photographs, hash);
            else hash.AppendData(set.Pixels.Span);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AppendIntegers(IncrementalHash hash, ReadOnlySpan<int> values)
    {
        var bytes = new byte[values.Length * sizeof(int)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), values[i]);
        hash.AppendData(bytes);
    }
}
