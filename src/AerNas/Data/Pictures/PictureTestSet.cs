using AerNas.Data.Sources;

namespace AerNas.Data.Pictures;

/// <summary>Pictures to test a model with: those of a test folder, or all in the folders of the classes.</summary>
internal static class PictureTestSet
{
    /// <summary>Reads them.</summary>
    /// <param name="files">Where they lie.</param>
    /// <param name="layout">In which folders; either there are test pictures, or nothing is parted.</param>
    /// <param name="model">The classes the model knows, and the shape of its images.</param>
    /// <param name="options">How they are read.</param>
    /// <exception cref="DatasetFormatException">They are of other classes, or some cannot be read.</exception>
    public static LabelledTestImages Read(
        DatasetFiles files, PictureLayout layout, (IReadOnlyList<string> Classes, ImageShape Shape) model, DatasetOptions options)
    {
        var found = new PictureFiles([], PictureFiles.InTestFolder(files, layout.Test ?? layout.Root, model.Classes));
        var reader = new PictureSetReader(files, options) { Channels = model.Shape.Channels };
        var (_, sets, skipped) = reader.ReadSound(found, pictures => pictures);
        var name = files.Name;
        return new LabelledTestImages(name, sets.Test.ToSet(grey: false, model.Classes.Count)
            ?? throw new DatasetFormatException(files.PathOf(layout.Root),
            $"there is no picture of a class that the model knows: {string.Join(", ", model.Classes)}."))
        {
            Notes = [.. AllNotes(layout), .. sets.Notes(options.Framing), .. skipped, .. Left(files, layout, found)],
        };
    }

    private static IEnumerable<string> AllNotes(PictureLayout layout)
    {
        if (layout.Test is null)
            yield return "All pictures are test images; where the model learnt from some of them, the accuracy flatters it.";
    }

    private static IEnumerable<string> Left(DatasetFiles files, PictureLayout layout, PictureFiles found)
    {
        var learnt = layout.Train is { } train && layout.Test is not null ? files.FilesUnder(train) : [];
        return PictureFolderFormat.LeftOutNotes(files, layout, found with { Train = [[.. learnt]] });
    }
}
