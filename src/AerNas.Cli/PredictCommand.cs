using System.CommandLine;
using System.Text.Json.Nodes;
using AerNas.Export;
using AerNas.Runtime;

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
        var device = SharedOptions.Device();
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
        { model, images, device, json };
        command.SetAction(parse =>
        {
            var (folder, where) = (ModelArgument.Folder(parse.GetRequiredValue(model)), ComputeDevice.Open(parse.GetRequiredValue(device)));
            string[] files = [.. parse.GetRequiredValue(images).SelectMany(Expand)];
            using var opened = ModelFolder.Load(folder, where);
            return Execute(new CommandOutput(host, parse.GetValue(json)), opened, folder, files);
        });
        return command;
    }

    private static int Execute(CommandOutput output, Model model, string folder, string[] files)
    {
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
