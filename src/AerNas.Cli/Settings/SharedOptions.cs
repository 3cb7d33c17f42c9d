using System.CommandLine.Parsing;
using AerNas.Runtime;
using AerNas.Spaces;

namespace AerNas.Cli.Settings;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class SharedOptions
{
    /// <summary>Names images; with <c>--resume</c> it tells where those of the run have moved.</summary>
    public const string DataName = "--data";

    public static Option<bool> Json() =>
        new("--json") { Description = "Print one JSON object as the last line of stdout, and everything else to stderr." };

    public static Option<string?> Out(string byDefault) =>
        new("--out", "-o") { Description = $"The folder to make; by default {byDefault}.", HelpName = "FOLDER" };

    /// <summary>An earlier run.</summary>
    public static Option<string?> Resume() => new("--resume")
    {
        Description = "Go on with this run where its last checkpoint stands; it keeps the options it began with. --data tells where its "
            + "images have moved; with --epochs N, a finished run goes on to N.",
        HelpName = "RUN",
    };

    public static Option<string?> Checkpoint() => new("--checkpoint")
    {
        Description = "With --resume: the name of the checkpoint to go on from; by default the newest.",
        HelpName = "NAME",
    };

    /// <summary>The folder of a run, which a command names first; where it is missing, <see cref="OldForm.RequireRun"/> tells.</summary>
    public static Argument<string?> Run(string description) =>
        new("run") { Description = description, HelpName = "RUN", Arity = ArgumentArity.ZeroOrOne };

    public static Option<string?> Page(string byDefault) => new TargetOption($"The page to write; by default {byDefault}.", "--out", "-o");

    public static Option<string?> Figures() =>
        new("--figures") { Description = "Also draw figures into this folder, each as SVG and PNG.", HelpName = "FOLDER" };

    public static IReadOnlyCollection<string> Framings { get; } = ChoiceOption.WordsOf<Framing>();

    public const string SizeMeaning =
        "Resize the images to this height and width, in pixels; by default their own, or 32 where they have none in common.";

    public const string FramingMeaning =
        "How pictures that are not square are made so: the middle is cropped out, or they are padded with white, or stretched.";

    public const string SkipBrokenMeaning = "Go on without pictures that cannot be read.";

    public static Option<int?> Size() => NumberOption.Create("--size", SizeMeaning);

    public static Option<string?> Framing(string byDefault) => ChoiceOption.Create("--framing", $"{FramingMeaning} {byDefault}", Framings);

    /// <summary>Whether pictures that cannot be read are left out.</summary>
    public static Option<bool> SkipBroken() => new("--skip-broken") { Description = SkipBrokenMeaning };

    /// <summary>What was given as a framing; null where nothing was.</summary>
    public static Framing? FramingOf(string? word) => word is null ? null : Enum.Parse<Framing>(word, ignoreCase: true);

    public static Argument<string> Model() =>
        new("model") { Description = "The folder of a model, or of the training that made it.", HelpName = "MODEL" };

    public static Option<string> Device() => new("--device")
    {
        Description = "Where to compute (CUDA is not tested yet).",
        HelpName = "cpu|cuda:N",
        DefaultValueFactory = _ => ComputeDevice.Processor,
    };

    /// <summary>The words of <see cref="NetworkEngine"/>.</summary>
    public static IReadOnlyCollection<string> Engines { get; } = ChoiceOption.WordsOf<NetworkEngine>();

    /// <summary>What <c>--engine</c> does.</summary>
    public const string EngineMeaning = "What evaluates the network.";

    /// <summary>What is kept of a forward pass.</summary>
    public static Setting Memory => Setting.Choice("--memory", "runtime.memory",
        "low: the fused engine computes what costs little again in place of keeping it: a third less memory, a tenth more time.",
        ChoiceOption.WordsOf<MemoryUse>());

    /// <summary>What evaluates a model.</summary>
    public static Option<string> Engine() => ChoiceOption.Create("--engine", EngineMeaning, Engines, byDefault: "auto");

    /// <summary>The engine that was asked for.</summary>
    public static NetworkEngine EngineOf(string word) => Enum.Parse<NetworkEngine>(word, ignoreCase: true);

    public static Option<int?> Threads() => NumberOption.Create("--threads", "Threads of the numeric kernels; 0 takes all processors.");

    /// <summary>The threads that were asked for; null where none were.</summary>
    /// <exception cref="UsageException">The number is impossible.</exception>
    public static int? ThreadsOf(int? asked) =>
        asked is < 0 ? throw new UsageException($"--threads takes a number from 0 on, not {asked}.") : asked;

    /// <summary>Whether the user gave an option, by its name.</summary>
    public static bool IsGiven(ParseResult parse, string name) =>
        parse.CommandResult.Children.OfType<OptionResult>().Any(given => !given.Implicit && given.Option.Name == name);

    /// <summary>The depth that was given though networks of this form do not have it, and the one they have; null where none was.</summary>
    public static (string Given, string Right)? OtherDepth(ParseResult parse, SkeletonForm form)
    {
        var other = ((string[])["layers", "cells"]).FirstOrDefault(depth => depth != form.Depth && IsGiven(parse, $"--{depth}"));
        return other is null ? null : ($"--{other}", form.Depth is null ? "that of its list of places" : $"set by --{form.Depth}");
    }

    /// <summary>Which of some symbols the user gave, by name.</summary>
    public static IEnumerable<string> Given(ParseResult parse, IEnumerable<Symbol> symbols) => symbols
        .Where(symbol => parse.GetResult(symbol) is OptionResult { Implicit: false } or ArgumentResult { Tokens.Count: > 0 })
        .Select(symbol => symbol.Name);
}
