using AerNas.Data.Pictures;
using AerNas.Data.Sources;
using AerNas.Files;
using AerNas.Sizes;

namespace AerNas.Data;

/// <summary>Opens datasets. What lies at a path is recognised by its content.</summary>
public static class DatasetSource
{
    /// <summary>The name of the images that come with AerNas.</summary>
    public const string EmbeddedName = "Fashion-MNIST subset";

    private static readonly ImmutableArray<IDatasetFormat> Formats =
    [
        new CifarBinaryFormat(CifarVariant.Binary10),
        new CifarBinaryFormat(CifarVariant.Binary100),
        new CifarPythonFormat(CifarVariant.Python10),
        new CifarPythonFormat(CifarVariant.Python100),
        new IdxFormat(),
        new ImageNet16Format(),
        new PictureFolderFormat(),
    ];

    /// <summary>Reads a dataset into memory.</summary>
    /// <param name="spec">The path of a folder or archive, or null or <c>embedded</c> for the Fashion-MNIST subset that comes with the
    /// library.</param>
    /// <param name="options">How it is read; by default as it is.</param>
    /// <exception cref="DatasetFormatException">Nothing is there, it is not a dataset, or it is damaged.</exception>
    /// <exception cref="InvalidOptionsException">An option is impossible.</exception>
    /// <exception cref="MemoryShortageException">The images take more memory than there is.</exception>
    public static ImageDataset Open(string? spec = null, DatasetOptions? options = null)
    {
        options ??= new DatasetOptions();
        if (options.Validate() is { Count: > 0 } problems)
            throw new InvalidOptionsException(problems);
        if (spec is null or EmbeddedFashionMnist.Spec)
            return EmbeddedFashionMnist.Read(options).Finish(options);
        using var files = OpenFiles(spec);
        return Read(files, options);
    }

    /// <summary>Reads pictures that a program has, of any sizes, as a folder's: every stretch has the classes in proportion.</summary>
    /// <param name="name">What a person calls them.</param>
    /// <param name="train">Those to learn from, of two classes at least.</param>
    /// <param name="test">Those to test with; null has every sixth picture of each class held out.</param>
    /// <param name="options">How they are read; by default as they are.</param>
    /// <exception cref="ArgumentException">The name of a class cannot be that of a folder.</exception>
    /// <exception cref="DatasetFormatException">A picture cannot be read, or there is one class only.</exception>
    /// <exception cref="InvalidOptionsException">An option is impossible.</exception>
    /// <exception cref="MemoryShortageException">The images take more memory than there is.</exception>
    public static ImageDataset OfPictures(
        string name, IEnumerable<EncodedPicture> train, IEnumerable<EncodedPicture>? test = null, DatasetOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(train);
        options ??= new DatasetOptions();
        if (options.Validate() is { Count: > 0 } problems)
            throw new InvalidOptionsException(problems);
        using var files = new MemoryFiles(name, new[] { (Part: "train", Pictures: train), (Part: "test", Pictures: test ?? []) }
            .SelectMany(part =>
                part.Pictures.Select((picture, i) => ($"{part.Part}/{FolderOf(picture.Class)}/{i:D9}.png", (byte[]?)picture.Bytes)))
                    .ToDictionary());
        return new PictureFolderFormat().Read(files, "", options).Finish(options);

        static string FolderOf(string className) =>
            className.Length > 0 && className.IndexOfAny(['/', '\\', '\0']) < 0 && !PictureKinds.IsHidden(className)
            ? className
            : throw new ArgumentException($"A class is called '{className}', which no folder can be; take another name.", nameof(train));
    }

    /// <summary>Reads images to test a model with: of pictures those in <c>test/</c> or <c>val/</c>, of a folder that has no <c>train/</c>
    /// either all of them; of a whole dataset its test images.</summary>
    /// <param name="spec">The path of a folder or archive, or null or <c>embedded</c>.</param>
    /// <param name="classes">The model's classes; the images may be of some of them. // [K]</param>
    /// <param name="shape">The shape of the model's images; pictures are made so.</param>
    /// <param name="options">How pictures are read.</param>
    /// <exception cref="DatasetFormatException">There is nothing to test with, it is damaged, or of other classes or shape.</exception>
    public static LabelledTestImages OpenTest(string? spec, IReadOnlyList<string> classes, ImageShape shape, DatasetOptions options)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(options);
        var reading = options with { Size = shape.Size };
        if (spec is null or EmbeddedFashionMnist.Spec) return TestOf(Open(spec, reading), classes, shape);
        using var files = OpenFiles(spec);
        var isOfPictures = Formats.First(format => format is PictureFolderFormat
            || format.Locate(files) is not null) is PictureFolderFormat;
        return isOfPictures && PictureLayout.Find(files) is { } layout && (layout.Test is not null || layout.Train == layout.Root)
            ? PictureTestSet.Read(files, layout, (classes, shape), reading)
            : TestOf(Read(files, reading), classes, shape);
    }

    /// <summary>The test images of a whole dataset.</summary>
    /// <exception cref="DatasetFormatException">It has none, or they are of other classes or another shape.</exception>
    public static LabelledTestImages TestOf(ImageDataset dataset, IReadOnlyList<string> classes, ImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        dataset.RequireFits(classes, shape);
        return new LabelledTestImages(dataset.Name, dataset.Test
            ?? throw new DatasetFormatException(dataset.Name, "it has no test images. Give a dataset that has some."))
        {
            Notes = dataset.Notes,
        };
    }

    /// <summary>Reads the dataset among files.</summary>
    /// <exception cref="DatasetFormatException">There is none, or it is damaged.</exception>
    internal static ImageDataset Read(DatasetFiles files, DatasetOptions options)
    {
        foreach (var format in Formats)
            if (format.Locate(files) is { } folder)
                return format.Read(files, folder, options).Finish(options);
        throw new DatasetFormatException(files.Origin,
            $"no dataset was recognised here. Expected one of:{string.Concat(Formats.Select(f => $"\n  - {f.Description}"))}");
    }

    /// <summary>Whether some dataset may hold a file of this name.</summary>
    internal static bool MayHold(string name) => Formats.Any(format => format.MayHold(name));

    private static DatasetFiles OpenFiles(string path)
    {
        if (Directory.Exists(path))
            return FolderFiles.Open(path);
        if (!File.Exists(path))
            throw new DatasetFormatException(path,
                "there is no such file or folder. Check the path, or leave it out to use the images that come with AerNas.");
        return StartOf(path) switch
        {
            [] => throw new DatasetFormatException(path, "the file is empty. Download it again."),
            [(byte)'P', (byte)'K', ..] => ZipFiles.Open(path),
            var start when Gzip.IsGzip(start) => TarArchive.Read(path, isGzip: true, MayHold),
            var start when TarReader.IsTar(start) => TarArchive.Read(path, isGzip: false, MayHold),
            _ => throw new DatasetFormatException(path,
                "this file is no archive (.zip, .tar.gz or .tar). Give the dataset's archive or folder."),
        };
    }

    private static byte[] StartOf(string path)
    {
        try
        {
            using var file = RegularFile.Open(path);
            var start = new byte[512];
            return start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetFormatException(path, $"cannot be read ({e.Message}).", innerException: e);
        }
    }
}
