using AerNas.Data.Pictures;
using AerNas.Export;
using AerNas.Inference;
using AerNas.Runtime;

namespace AerNas.Cli;

/// <summary><c>aernas predict</c>: what a model takes pictures for.</summary>
internal static class PredictCommand
{
    public static Command Create(CommandHost host)
    {
        var model = SharedOptions.Model();
        var images = new Argument<string[]>("images")
        {
            Description = "Picture files, or folders of them.",
            HelpName = "IMAGE",
            Arity = ArgumentArity.OneOrMore,
        };
        var top = NumberOption.Create("--top", "Tell the N likeliest classes of each picture; by default 1.");
        var framing = SharedOptions.Framing("By default as in the model's training.");
        var threads = SharedOptions.Threads();
        var (device, engine) = (SharedOptions.Device(), SharedOptions.Engine());
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "predict",
            "Classify pictures with a trained model.",
            """
            Pictures are made square as those were that the model learnt from, resized to its size, and made grey where it was trained
            on grey ones; photographs are turned upright as their EXIF orientation says. What cannot be read is told at the end, and
            the exit code is 2 then; the other pictures are answered.

            Examples:
              aernas predict runs/train-001 cat.png
              aernas predict runs/train-001 photo.jpg --top 5
              aernas predict runs/train-001/model ~/pictures/new --json
            """)
        { model, images, top, framing, threads, device, engine, json };
        command.SetAction(parse =>
        {
            var (folder, where) = (ModelArgument.Folder(parse.GetRequiredValue(model)), ComputeDevice.Open(parse.GetRequiredValue(device)));
            if (parse.GetValue(top) is < 1) throw new UsageException("--top takes a number of classes from 1 on.");
            string[] files = [.. parse.GetRequiredValue(images).SelectMany(Expand)];
            using var opened = ModelFolder.Load(folder, where, SharedOptions.ThreadsOf(parse.GetValue(threads)),
                SharedOptions.EngineOf(parse.GetRequiredValue(engine)));
            var predictions = opened.ClassifyReadable(files, parse.GetValue(top) ?? 1, SharedOptions.FramingOf(parse.GetValue(framing)));
            return Show(predictions, folder, host, new CommandOutput(host, parse.GetValue(json)));
        });
        return command;
    }

    private static int Show(Predictions predictions, string folder, CommandHost host, CommandOutput output)
    {
        var width = predictions.Readable.Select(prediction => prediction.File.Length).DefaultIfEmpty().Max();
        foreach (var prediction in predictions.Readable)
        {
            var name = prediction.File;
            foreach (var answer in prediction.Likeliest)
            {
                output.Line($"{name.PadRight(width)}  {100 * answer.Probability,5:0.0} %  {answer.Class}");
                name = "";
            }
        }

        foreach (var problem in predictions.Unreadable) host.Complain(problem.Message);
        output.Result(ToJson(predictions, folder));
        return predictions.Unreadable.IsEmpty ? ExitCode.Done : ExitCode.Mistake;
    }

    private static JsonObject ToJson(Predictions predictions, string folder) => new()
    {
        ["model"] = folder,
        ["predictions"] = new JsonArray([.. predictions.Readable.Select(prediction => new JsonObject
        {
            ["file"] = prediction.File,
            ["class"] = prediction.Class,
            ["probability"] = prediction.Probability,
            ["top"] = new JsonArray(
                [.. prediction.Likeliest.Select(
                    answer => new JsonObject { ["class"] = answer.Class, ["probability"] = answer.Probability })]),
        })]),
        ["unreadable"] = new JsonArray(
            [.. predictions.Unreadable.Select(problem => new JsonObject { ["file"] = problem.File, ["problem"] = problem.Problem })]),
    };

    private static IEnumerable<string> Expand(string path)
    {
        if (!Directory.Exists(path)) return [path];
        string[] files = [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => PictureKinds.IsRead(Path.GetRelativePath(path, file))).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new UsageException($"{path} holds no pictures ({string.Join(", ", PictureKinds.Read)}).");
    }
}
