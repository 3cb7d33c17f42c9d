using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using AerNas.Cli.Studies;
using AerNas.Cli.Tabular;
using AerNas.Extensions;

namespace AerNas.Cli;

/// <summary>The whole command: parses, runs, and turns every outcome into an exit code.</summary>
internal static class CommandLine
{
    private const int LongestReport = 20_000; // of a defect, with its stacks

    /// <summary>Runs one command to its end.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, CommandHost host)
    {
        IReadOnlyList<string> extensions = [];
        try
        {
            extensions = ExtensionOption.Given(arguments);
            using var scope = ExtensionScope.Enter(extensions.Select(Extension.Load));
            return RunOne(arguments, host with { Program = ExtensionOption.Append(host.Program, extensions) });
        }
        catch (Exception e) when (UserMistake.Explain(e) is { } message)
        {
            foreach (var part in UserMistake.Parts(e).Append(message)) host.Complain(part);
            return ExitCode.Mistake;
        }
        catch (Exception e)
        {
            var culprit = string.Concat(extensions.Select(file => $", or of the extension {file}"));
            host.Error.WriteLine($"This is a defect of AerNas{culprit}; please report it with these "
                + $"lines:\n{PrintableText.Cut(PrintableText.Lines($"{e}"), LongestReport)}");
            return ExitCode.Defect;
        }
    }

    private static int RunOne(string[] arguments, CommandHost host)
    {
        var parse = Root(host).Parse(arguments);
        if (parse.Action is ParseErrorAction) return Refuse(parse, host);
        RequireValues(parse);
        TargetOption.RequireWritable(parse);
        return parse.Invoke(new InvocationConfiguration
        {
            Output = host.Output,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // Interruption takes the signals: a step may last longer than any timeout
        });
    }

    private static RootCommand Root(CommandHost host)
    {
        var help = new DetailedHelp();
        var root = new RootCommand("Finds a convolutional network for your own images, trains it, and hands over a model you can run.")
        {
            FitCommand.Create(host),
            SearchCommand.Create(host),
            TrainCommand.Create(host),
            TestCommand.Create(host),
            PredictCommand.Create(host),
            ExportCommand.Create(host),
            GenotypeCommand.Create(host),
            DeriveCommand.Create(host),
            ZooCommand.Create(host),
            LatencyCommand.Create(host),
            ImportCommand.Create(host),
            MethodsCommand.Create(host),
            SpacesCommand.Create(host),
            ReportCommand.Create(host),
            CompareCommand.Create(host),
            EvaluateCommand.Create(host),
            StudyCommand.Create(host),
            ReproduceCommand.Create(host),
            VerifyCommand.Create(host),
            DataCommand.Create(host),
            TabularCommand.Create(host),
            DoctorCommand.Create(host),
            ExtensionOption.Create(),
        };
        root.Options.OfType<HelpOption>().Single().Action = help;
        root.SetAction(help.Invoke);
        return root;
    }

    /// <summary>One message about the first thing that does not parse: what follows it is mostly its consequence.</summary>
    private static int Refuse(ParseResult parse, CommandHost host)
    {
        var command = parse.CommandResult.Command;
        var suggestion = parse.UnmatchedTokens is [var word, ..] && Suggestion.For(word, command) is { } name
            ? $" Did you mean {name}?"
            : "";
        var path = string.Join(' ', CommandsDownTo(parse.CommandResult).Reverse().Skip(1).Prepend("aernas"));
        var message = string.Join(' ', parse.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        host.Complain($"{message}{suggestion} See {path} --help.");
        return ExitCode.Mistake;
    }

    /// <summary>Refuses options and arguments whose value is empty or has a NUL in it: no name, number or path is that.</summary>
    private static void RequireValues(ParseResult parse)
    {
        foreach (var given in parse.CommandResult.Children)
        {
            if (given.Tokens.All(token => token.Value.Length > 0 && !token.Value.Contains('\0', StringComparison.Ordinal))) continue;
            var name = given is OptionResult option ? option.Option.Name : ((ArgumentResult)given).Argument.Name;
            throw new UsageException($"the value of {name} is empty or cut by a NUL; give one, or leave {name} out.");
        }
    }

    /// <summary>The names of a command and of those above it, the root last.</summary>
    private static IEnumerable<string> CommandsDownTo(CommandResult? command)
    {
        for (; command is not null; command = command.Parent as CommandResult) yield return command.Command.Name;
    }
}
