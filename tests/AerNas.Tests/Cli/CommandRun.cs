using System.Text.Json.Nodes;
using AerNas.Cli;

namespace AerNas.Tests.Cli;

/// <summary>A command run in this process, and all that it printed.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>The object on the last line of stdout.</summary>
    public JsonObject Result => JsonNode.Parse(Output.TrimEnd().Split('\n')[^1])!.AsObject();

    /// <summary>Runs the command line.</summary>
    public static CommandRun Of(params string[] arguments) => Of(CancellationToken.None, arguments);

    /// <summary>Runs the command line with a run stopped as by Ctrl-C.</summary>
    public static CommandRun Of(CancellationToken stop, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(arguments, new CommandHost { Output = output, Error = error, Cancellation = stop });
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Demands the user's mistake: exit code 2, one message, no stack.</summary>
    public void IsRefused(params string[] messageParts)
    {
        Assert.Equal("", Output);
        RefusesInWords(messageParts);
    }

    /// <summary>The same of a command that first says what it is about to do.</summary>
    public void RefusesInWords(params string[] messageParts)
    {
        Assert.Equal(2, ExitCode);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        foreach (var part in messageParts) Assert.Contains(part, Error, StringComparison.Ordinal);
    }
}
