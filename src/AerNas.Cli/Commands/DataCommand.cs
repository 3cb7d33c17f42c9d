using AerNas.Data;

namespace AerNas.Cli;

/// <summary><c>aernas data</c>: what a dataset holds.</summary>
internal static class DataCommand
{
    private const int ListedClasses = 20;

    public static Command Create(CommandHost host)
    {
        var path = new Argument<string?>("path")
        {
            Description = "A folder or archive of images; without it the images that come with AerNas.",
            HelpName = "PATH",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var size = SharedOptions.Size();
        var framing = SharedOptions.Framing("By default crop.");
        var skipBroken = SharedOptions.SkipBroken();
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "data",
            "Read a dataset and tell what it holds.",
            """
            It takes CIFAR-10 and CIFAR-100 (binary or python archives, packed or unpacked), IDX files (MNIST, Fashion-MNIST,
            EMNIST, whose images are turned upright), ImageNet16-120, and a folder or zip of pictures: <class>/*.png|jpg, or
            train/<class>/... and test/<class>/... if there is one. Photographs are turned upright as their EXIF orientation says,
            and what is transparent shows white.

            Examples:
              aernas data                            the images that come with AerNas
              aernas data ~/pictures                 a folder of your own pictures
              aernas data ~/pictures --size 64 --framing pad
              aernas data cifar-10-python.tar.gz --json
            """)
        { path, size, framing, skipBroken, json };
        command.SetAction(parse => Show(
            Fit(DatasetSource.Open(parse.GetValue(path), Sized(parse.GetValue(size)) with
            {
                Framing = SharedOptions.FramingOf(parse.GetValue(framing)) ?? Framing.Crop,
                SkipBroken = parse.GetValue(skipBroken),
            })),
            new CommandOutput(host, parse.GetValue(json))));
        return command;
    }

    /// <exception cref="UsageException">The size is impossible.</exception>
    private static DatasetOptions Sized(int? size)
    {
        var options = new DatasetOptions { Size = size };
        return options.Validate() is [] ? options : throw new UsageException($"--size takes 1 to 512 pixels, not {size}.");
    }

    /// <summary>The images, if a search could take them.</summary>
    /// <exception cref="InvalidOptionsException">It could not.</exception>
    private static ImageDataset Fit(ImageDataset dataset) =>
        DatasetOptions.ProblemOf(dataset.Train.Size) is { } problem ? throw new InvalidOptionsException([problem]) : dataset;

    private static int Show(ImageDataset dataset, CommandOutput output)
    {
        var summary = DatasetSummary.Of(dataset);
        output.Line(summary.Name);
        output.Row("training images", $"{summary.TrainCount:N0}");
        output.Row("test images", summary.TestCount == 0 ? "none" : $"{summary.TestCount:N0}");
        output.Row("image", $"{summary.Shape} (channels x height x width)");
        output.Row("classes", $"{summary.Classes.Length}");
        foreach (var c in summary.Classes.Take(ListedClasses)) output.Row($"  {c.Name}", $"{c.Train:N0} training, {c.Test:N0} test");
        if (summary.Classes.Length > ListedClasses) output.Row("  ...", $"and {summary.Classes.Length - ListedClasses} more");
        output.Row("mean", string.Join("  ", summary.Mean.Select(v => $"{v:0.0000}")));
        output.Row("standard deviation", string.Join("  ", summary.Std.Select(v => $"{v:0.0000}")));
        output.Row("hash", summary.ContentHash);
        foreach (var note in summary.Notes) output.Note(note);
        output.Result(new JsonObject
        {
            ["name"] = summary.Name,
            ["trainImages"] = summary.TrainCount,
            ["testImages"] = summary.TestCount,
            ["channels"] = summary.Shape.Channels,
            ["size"] = summary.Shape.Size,
            ["classes"] =
                new JsonArray(
                    [.. summary.Classes.Select(c => new JsonObject { ["name"] = c.Name, ["train"] = c.Train, ["test"] = c.Test })]),
            ["mean"] = new JsonArray([.. summary.Mean.Select(v => JsonValue.Create(v))]),
            ["std"] = new JsonArray([.. summary.Std.Select(v => JsonValue.Create(v))]),
            ["hash"] = summary.ContentHash,
            ["notes"] = output.NotesToJson(),
        });
        return ExitCode.Done;
    }
}
