using AerNas.Data.Pictures;
using AerNas.Export;
using AerNas.Inference;
using AerNas.Runtime;
using TorchSharp;

namespace AerNas.Cli;

/// <summary><c>aernas predict</c>: what a model takes pictures for.</summary>
internal sealed class PredictCommand
{
    private readonly CommandHost _host;
    private readonly Argument<string> _model = SharedOptions.Model();
    private readonly Argument<string[]> _images = new("images")
    {
        Description = "Picture files, or folders of them.",
        HelpName = "IMAGE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<int?> _top = NumberOption.Create("--top", "Tell the N likeliest classes of each picture; by default 1.");
    private readonly Option<string?> _framing = SharedOptions.Framing("By default as in the model's training.");
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<string> _device = SharedOptions.Device();
    private readonly Option<string> _engine = SharedOptions.Engine();
    private readonly Option<bool> _json = SharedOptions.Json();

    private PredictCommand(CommandHost host)
    {
        _host = host;
        _model.Description += " Or an ONNX file that aernas export wrote.";
    }

    public static Command Create(CommandHost host)
    {
        var predict = new PredictCommand(host);
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
              aernas predict model.onnx photo.jpg
            """)
        {
            predict._model, predict._images, predict._top, predict._framing, predict._threads, predict._device, predict._engine,
            predict._json,
        };
        command.SetAction(predict.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var named = parse.GetRequiredValue(_model);
        var folder = File.Exists(named) ? null : ModelArgument.Folder(named);
        var where = ComputeDevice.Open(parse.GetRequiredValue(_device));
        if (folder is null && (where.type != DeviceType.CPU || SharedOptions.IsGiven(parse, _engine.Name)))
            throw new UsageException($"--device and --engine are for model folders; ONNX Runtime computes {named} on the processor.");
        if (parse.GetValue(_top) is < 1) throw new UsageException("--top takes a number of classes from 1 on.");
        string[] files = [.. parse.GetRequiredValue(_images).SelectMany(Expand)];
        var threads = SharedOptions.ThreadsOf(parse.GetValue(_threads));
        var asked = (Top: parse.GetValue(_top) ?? 1, Framing: SharedOptions.FramingOf(parse.GetValue(_framing)));
        using var model = folder is null ? null
            : ModelFolder.Load(folder, where, threads, SharedOptions.EngineOf(parse.GetRequiredValue(_engine)));
        using var file = folder is null ? OnnxClassifier.Load(named, threads ?? 0) : null;
        var predictions = model?.ClassifyReadable(files, asked.Top, asked.Framing)
            ?? file!.ClassifyReadable(files, asked.Top, asked.Framing);
        return Show(predictions, folder ?? named, new CommandOutput(_host, parse.GetValue(_json)));
    }

    private int Show(Predictions predictions, string model, CommandOutput output)
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

        foreach (var problem in predictions.Unreadable) _host.Complain(problem.Message);
        output.Result(ToJson(predictions, model));
        return predictions.Unreadable.IsEmpty ? ExitCode.Done : ExitCode.Mistake;
    }

    private static JsonObject ToJson(Predictions predictions, string model) => new()
    {
        ["model"] = model,
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
