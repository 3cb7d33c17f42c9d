using System.CommandLine;
using System.Text.Json.Nodes;
using AerNas.Export;

namespace AerNas.Cli;

/// <summary><c>aernas predict</c>: what a model takes pictures for.</summary>
internal static class PredictCommand
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".bmp", ".webp"];

    public static Command Create(CommandHost host)
    {
        var model = SharedOptions.Model();
        var images = new Argument<string[]>("images")
        {
            Description = "Picture files, or folders of them.",
            HelpName = "IMAGE",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "predict",
            "Classify pictures with a trained model.",
            """
            Pictures are square; they are resized to the model's size, and made grey where it was trained on grey ones.

            Examples:
              aernas predict runs/train-001 cat.png
              aernas predict runs/train-001/model ~/pictures/new --json
            """)
        { model, images, json };
        command.SetAction(parse => Execute(
            new CommandOutput(host, parse.GetValue(json)), ModelArgument.Folder(parse.GetRequiredValue(model)), parse.GetRequiredValue(images)));
        return command;
    }

    private static int Execute(CommandOutput output, string folder, string[] images)
    {
        string[] files = [.. images.SelectMany(Expand)];
        using var model = ModelFolder.Load(folder);
        var predictions = model.Classify(files);
        var width = files.Max(file => file.Length);
        foreach (var (file, name, probability) in predictions) output.Line($"{file.PadRight(width)}  {100 * probability,5:0.0} %  {name}");
        output.Result(new JsonObject
        {
            ["model"] = folder,
            ["predictions"] = new JsonArray([.. predictions.Select(p =>
                new JsonObject { ["file"] = p.File, ["class"] = p.Class, ["probability"] = p.Probability })]),
        });
        return ExitCode.Done;
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (!Directory.Exists(path)) return [path];
        string[] files = [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => Extensions.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new UsageException($"{path} holds no pictures ({string.Join(", ", Extensions)}).");
    }
}
