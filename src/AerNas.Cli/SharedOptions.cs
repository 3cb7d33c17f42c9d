using System.CommandLine;

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
}
