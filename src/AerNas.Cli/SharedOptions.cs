using System.CommandLine;
using System.CommandLine.Parsing;
using AerNas.Runtime;

namespace AerNas.Cli;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class SharedOptions
{
    /// <summary>One JSON object at the end.</summary>
    public static Option<bool> Json() => new("--json")
    {
        Description = "Print one JSON object as the last line of stdout, and everything else to stderr.",
    };

    /// <summary>The folder that is made.</summary>
    public static Option<string?> Out(string byDefault) => new("--out", "-o")
    {
        Description = $"The folder to make; by default {byDefault}.",
        HelpName = "FOLDER",
    };

    /// <summary>An earlier run.</summary>
    public static Option<string?> Resume() => new("--resume")
    {
        Description = "Go on with this run where its last checkpoint stands; it keeps the options it began with.",
        HelpName = "RUN",
    };

    /// <summary>Which checkpoint of an earlier run.</summary>
    public static Option<string?> Checkpoint() => new("--checkpoint")
    {
        Description = "With --resume: the name of the checkpoint to go on from; by default the newest.",
        HelpName = "NAME",
    };

    /// <summary>The HTML page that is written.</summary>
    public static Option<string?> Page(string byDefault) => new("--output", "-o")
    {
        Description = $"The page to write; by default {byDefault}.",
        HelpName = "FILE",
    };

    /// <summary>Where figures go.</summary>
    public static Option<string?> Figures() => new("--figures")
    {
        Description = "Also draw figures into this folder, each as SVG and PNG.",
        HelpName = "FOLDER",
    };

    /// <summary>A trained model.</summary>
    public static Argument<string> Model() => new("model")
    {
        Description = "The folder of a model, or of the training that made it.",
        HelpName = "MODEL",
    };

    /// <summary>Where a model computes.</summary>
    public static Option<string> Device() => new("--device")
    {
        Description = "Where to compute (CUDA is not tested yet).",
        HelpName = "cpu|cuda:N",
        DefaultValueFactory = _ => ComputeDevice.Processor,
    };

    /// <summary>Which of some symbols the user gave, by name.</summary>
    public static IEnumerable<string> Given(ParseResult parse, IEnumerable<Symbol> symbols) => symbols
        .Where(symbol => parse.GetResult(symbol) is OptionResult { Implicit: false } or ArgumentResult { Tokens.Count: > 0 })
        .Select(symbol => symbol.Name);
}
