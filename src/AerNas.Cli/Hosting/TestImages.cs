using AerNas.Data;
using AerNas.Export;

namespace AerNas.Cli;

/// <summary>The images that a model is tested with, or an exported file is compared on.</summary>
internal static class TestImages
{
    /// <summary>Where they lie.</summary>
    public static Option<string?> Data() => new("--data")
    {
        Description = "A folder or archive with test images: test/<class>/..., or the folders of the classes alone; by default those "
            + "of the model's training.",
        HelpName = "PATH",
    };

    /// <summary>The images that are named; those of the training, as it parted them, where they are these or none are named.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">Where it lies.</param>
    /// <param name="path">What is named; null where nothing is.</param>
    /// <param name="adapt">Changes how they are read; null: as those of the training.</param>
    public static LabelledTestImages Open(
        Model model, string folder, string? path, Func<DatasetOptions, DatasetOptions>? adapt = null)
    {
        var trained = ModelArgument.Data(folder)?.Path;
        var reading = Reading(model, folder);
        if (adapt is not null) reading = adapt(reading);
        return path is not null
            && (trained is null || Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)) != Path.TrimEndingDirectorySeparator(trained))
            ? DatasetSource.OpenTest(path, model.Card.ClassNames, model.ImageShape, reading)
            : DatasetSource.TestOf(DatasetSource.Open(trained, reading), model.Card.ClassNames, model.ImageShape);
    }

    /// <summary>The images that the model learnt from, or those to learn from among the named ones.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">Where it lies.</param>
    /// <param name="path">What is named; null where nothing is.</param>
    public static ImageSet OfTraining(Model model, string folder, string? path)
    {
        var images = DatasetSource.Open(path ?? ModelArgument.Data(folder)?.Path, Reading(model, folder));
        model.RequireFits(images);
        return images.Train;
    }

    /// <summary>
    /// The same to compare answers on, whatever they show: where those of the training are gone, the images that come with AerNas.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">Where it lies.</param>
    /// <param name="path">What is named; null where nothing is.</param>
    /// <param name="note">Is told which images stand in.</param>
    public static LabelledTestImages ToCompare(Model model, string folder, string? path, Action<string> note)
    {
        try
        {
            return Open(model, folder, path);
        }
        catch (DatasetFormatException e) when (path is null)
        {
            note($"The test images of the training cannot be had ({e.Message}); the images that come with AerNas stand in.");
            var shape = model.ImageShape;
            var images = DatasetSource.Open(options: new DatasetOptions { Size = shape.Size }).Test!;
            var planes = Enumerable.Range(0, images.Count).SelectMany(i => Enumerable.Repeat(images.Image(i).ToArray(), shape.Channels));
            return new LabelledTestImages(DatasetSource.EmbeddedName,
                new ImageSet(shape, [.. planes.SelectMany(plane => plane)], [.. images.Labels], images.Classes));
        }
    }

    private static DatasetOptions Reading(Model model, string folder) =>
        (ModelArgument.Data(folder)?.Reading() ?? new DatasetOptions()) with { Size = model.ImageShape.Size, Framing = model.Card.Framing };
}
