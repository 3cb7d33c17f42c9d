using AerNas.Export;
using AerNas.Files;

namespace AerNas.Cli;

/// <summary><c>aernas import</c>: makes a model of the weights that an official code saved.</summary>
internal sealed class ImportCommand
{
    private const string Details = """
        Reads weights as quark0/darts, P-DARTS, PC-DARTS, SGAS, pt.darts, DARTS-AER and AutoDL-Projects save them (torch.save, both
        of its forms, also within a training's checkpoint or under module.), or safetensors of the same names. Nothing in the file is
        executed. Width, depth, classes and auxiliary head are those of the weights; the genotype must be named. What comes out is a
        model as aernas train leaves it.

        Examples:
          aernas import weights.pt --genotype PDARTS
          aernas import model_best.pth.tar --genotype PC_DARTS_image --classes synsets.txt --out models/pc-darts
          aernas import checkpoint.pth --genotype '|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|nor_conv_3x3~2|'
        """;

    private const string NumbersExample = "0.49,0.48,0.45";

    private readonly CommandHost _host;
    private readonly Argument<string> _file = new("file") { Description = "The weights: .pt, .pth or .safetensors.", HelpName = "FILE" };
    private readonly Option<string> _genotype = new("--genotype")
    {
        Description = "The architecture that it was trained with: a text, a file or folder that holds it, or a name of the zoo.",
        HelpName = "TEXT|FILE|NAME",
        Required = true,
    };

    private readonly Option<string?> _classes = new("--classes")
    {
        Description = "The classes in label order, separated by commas, or a file with one a line; by default their numbers.",
        HelpName = "NAMES|FILE",
    };

    private readonly Option<double[]> _mean = NumbersOption.Create("--mean",
        "Mean of each channel that images were normalized by, on the scale 0-1; by default that of the official code.", NumbersExample);
    private readonly Option<double[]> _std =
        NumbersOption.Create("--std", "Standard deviation of each channel, likewise.", NumbersExample);
    private readonly Option<int?> _size =
        NumberOption.Create("--size", "Height and width of the images; by default 32, or 224 of ImageNet's.");
    private readonly Option<string?> _out = SharedOptions.Out("the name of the file with -model behind it");
    private readonly Option<bool> _json = SharedOptions.Json();

    private ImportCommand(CommandHost host)
    {
        _host = host;
    }

    public static Command Create(CommandHost host)
    {
        var import = new ImportCommand(host);
        var command = new DocumentedCommand("import", "Make a model of weights that an official implementation saved.", Details)
        {
            import._file, import._genotype, import._classes, import._mean, import._std, import._size, import._out, import._json,
        };
        command.SetAction(import.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var output = new CommandOutput(_host, parse.GetValue(_json));
        var (file, found) = (parse.GetRequiredValue(_file), GenotypeArgument.Find(parse.GetRequiredValue(_genotype), nth: null));
        var folder = parse.GetValue(_out) ?? $"{Path.GetFileNameWithoutExtension(file)}-model";
        var options = new ImportOptions
        {
            ClassNames = parse.GetValue(_classes) is { } classes ? NamesOf(classes) : null,
            Mean = parse.GetValue(_mean) is { Length: > 0 } mean ? mean : null,
            Std = parse.GetValue(_std) is { Length: > 0 } std ? std : null,
            ImageSize = parse.GetValue(_size),
        };
        var card = ModelImport.Import(file, found.Genotype, folder, options);
        Show(file, folder, found.Genotype, card, output);
        if (options.ClassNames is null) output.Note("The classes are called by their numbers; name them by --classes.");
        if (options.Mean is null)
            output.Note($"Pixels are normalized by mean {string.Join(", ", card.Mean.Select(Digits))} and deviation "
                + $"{string.Join(", ", card.Std.Select(Digits))}, as the official code does; others are set by --mean and --std.");
        output.Result(new JsonObject
        {
            ["model"] = folder,
            ["skeleton"] = card.Skeleton.Form.Name,
            ["channels"] = card.Skeleton.Channels,
            ["cells"] = card.Skeleton.Runs.Sum(run => run.Count),
            ["classes"] = card.Skeleton.Classes,
            ["auxiliaryHead"] = $"{card.Skeleton.AuxiliaryHead}",
            ["notes"] = output.NotesToJson(),
        });
        return ExitCode.Done;
    }

    private void Show(string file, string folder, Genotype genotype, ModelCard card, CommandOutput output)
    {
        output.Line($"Imported {file} into {folder}");
        output.Line();
        GenotypeText.Show(card.Skeleton, Costs.GenotypeCost.Of(genotype, card.Skeleton), output);
        output.Row("auxiliary head", card.Skeleton.AuxiliaryHead == AuxiliaryHead.None ? "none" : "kept");
        output.Line();
        output.Line("Use it:");
        output.Line($"  {_host.Program} test {ProgramName.Quote(folder)} --data PATH");
        output.Line($"  {_host.Program} predict {ProgramName.Quote(folder)} IMAGE...");
        output.Line();
    }

    private static string[] NamesOf(string classes) => !File.Exists(classes) ? classes.Split(',', StringSplitOptions.TrimEntries)
        : [.. System.Text.Encoding.UTF8.GetString(RegularFile.ReadBytes(classes, 16 << 20)).TrimStart('\uFEFF')
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static string Digits(double value) => value.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
}
