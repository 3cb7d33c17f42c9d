using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace AerNas.Cli;

/// <summary>The usual help, and under it what a <see cref="DocumentedCommand"/> adds.</summary>
internal sealed class DetailedHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _usual = new();

    public override int Invoke(ParseResult parseResult)
    {
        var code = _usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is DocumentedCommand { Details: var details }) parseResult.InvocationConfiguration.Output.WriteLine(details);
        return code;
    }
}
