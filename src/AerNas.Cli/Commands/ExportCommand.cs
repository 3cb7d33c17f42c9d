using AerNas.Export;

namespace AerNas.Cli;

/// <summary><c>aernas export</c>: a model as one ONNX file.</summary>
internal sealed class ExportCommand
{
    private const string OfficialFile = "official.safetensors";

    private readonly CommandHost _host;
    private readonly Argument<string> _model = SharedOptions.Model();
    private readonly TargetOption _out =
        new($"The file to write; by default model.onnx in the model's folder, or {OfficialFile} with --names.", "--out");

    private readonly Option<bool> _resize = new("--with-resize")
    {
        Description = "The file takes pictures of any size, and makes them square and resizes them itself.",
    };

    private readonly Option<string?> _quantize = ChoiceOption.Create(
        "--quantize", "Computes in numbers of 8 bits, their ranges measured on pictures of the training; by default in float32.", ["int8"]);

    private readonly Option<string?> _names = ChoiceOption.Create("--names",
        "Writes the weights as safetensors by the names of the official code of such networks, in place of an ONNX file.", ["official"]);

    private readonly Option<string?> _data = TestImages.Data();
    private readonly Option<bool> _json = SharedOptions.Json();

    private ExportCommand(CommandHost host) => _host = host;

    public static Command Create(CommandHost host)
    {
        var export = new ExportCommand(host);
        var command = new DocumentedCommand(
            "export",
            "Write a trained model as an ONNX file, checked against ONNX Runtime.",
            """
            The file takes pictures as bytes (batch, channels, height, width; red, green, blue) and gives the probability of each class;
            normalization is inside, and its metadata tells classes and preparation. It is compared with the model on test pictures: those
            of the training, those of --data, or where neither is there the images that come with AerNas. A file that answers otherwise than
            by rounding is not written, and the exit code is 2; of a file of 8 bits the accuracy of both is told. The command predict, and
            the package AerNas.Inference, take the file.

            With --names official the weights stand as the official code of such networks names them (quark0/darts, pt.darts,
            AutoDL-Projects or FairDARTS): its network takes them by load_state_dict(safetensors.torch.load_file(FILE)).

            Examples:
              aernas export runs/train-001
              aernas export runs/train-001 --out flowers.onnx --with-resize
              aernas export runs/train-001 --quantize int8
              aernas export runs/train-001 --names official
              aernas predict flowers.onnx photo.jpg
            """)
        { export._model, export._out, export._resize, export._quantize, export._names, export._data, export._json };
        command.SetAction(export.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var folder = ModelArgument.Folder(parse.GetRequiredValue(_model));
        var isNamed = parse.GetValue(_names) is not null;
        if (parse.GetValue(_out) is not { } file)
            AtomicFile.RequireWritable(file = Path.Combine(folder, isNamed ? OfficialFile : "model.onnx"));
        var output = new CommandOutput(_host, parse.GetValue(_json));
        if (isNamed) return WriteOfficial(parse, folder, file, output);
        using var model = ModelFolder.Load(folder);
        var (path, quantizes) = (parse.GetValue(_data), parse.GetValue(_quantize) is not null);
        var images = quantizes ? TestImages.Open(model, folder, path) : TestImages.ToCompare(model, folder, path, output.Note);
        var options = new OnnxExportOptions
        {
            Resizes = parse.GetValue(_resize),
            Calibration = quantizes ? TestImages.OfTraining(model, folder, path) : null,
        };
        var compared = OnnxExport.WriteChecked(file, model, images.Images, options, _host.Cancellation);
        Show(output, file, images.Name, compared);
        if (quantizes)
            output.Row("accuracy", $"{100 * compared.FileAccuracy:0.00} % in 8 bits, {100 * compared.ModelAccuracy:0.00} % in float32");
        output.Result(ToJson(file, images.Name, compared, output));
        return ExitCode.Done;
    }

    private int WriteOfficial(ParseResult parse, string folder, string file, CommandOutput output)
    {
        if (SharedOptions.Given(parse, [_resize, _quantize, _data]).FirstOrDefault() is { } other)
            throw new UsageException($"{other} is of ONNX files; leave it out with --names.");
        var code = ModelImport.WriteOfficial(folder, file);
        output.Sentence($"{file}, {new FileInfo(file).Length / 1e6:0.0} MB of weights as {code} names them.");
        output.Result(new JsonObject
        {
            ["file"] = file,
            ["bytes"] = new FileInfo(file).Length,
            ["names"] = code,
            ["notes"] = output.NotesToJson(),
        });
        return ExitCode.Done;
    }

    private static void Show(CommandOutput output, string file, string images, OnnxComparison compared)
    {
        output.Sentence(
            $"{file}, {new FileInfo(file).Length / 1e6:0.0} MB, beside the model on {compared.Pictures:N0} pictures of {images}:");
        output.Row("largest difference", $"{compared.LargestDifference:0.0e+0} of a probability");
        output.Row("same class", $"{100 * compared.Agreement:0.00} %");
        output.Row("time a picture", $"{compared.Latency.Median.TotalMilliseconds:0.00} ms (95 % within "
            + $"{compared.Latency.Percentile95.TotalMilliseconds:0.00} ms), by ONNX Runtime on one thread");
    }

    private static JsonObject ToJson(string file, string images, OnnxComparison compared, CommandOutput output) => new()
    {
        ["file"] = file,
        ["bytes"] = new FileInfo(file).Length,
        ["images"] = images,
        ["pictures"] = compared.Pictures,
        ["largestDifference"] = compared.LargestDifference,
        ["agreement"] = compared.Agreement,
        ["modelAccuracy"] = compared.ModelAccuracy,
        ["fileAccuracy"] = compared.FileAccuracy,
        ["latency"] = new JsonObject
        {
            ["threads"] = 1,
            ["p50"] = compared.Latency.Median.TotalMilliseconds,
            ["p95"] = compared.Latency.Percentile95.TotalMilliseconds,
        },
        ["notes"] = output.NotesToJson(),
    };
}
