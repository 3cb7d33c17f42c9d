using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace AerNas.Cli;

/// <summary>The usual help, and under it what a <see cref="DocumentedCommand"/> adds, in lines that fit.</summary>
internal sealed class DetailedHelp : SynchronousCommandLineAction
{
    private const int LeastWidth = 40; // below it the two columns of options break every word

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var width = Math.Max(LeastWidth, Width(output));
        var code = new HelpAction { MaxWidth = width }.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not DocumentedCommand { Details: var details }) return code;
        foreach (var line in Paragraphs(details).SelectMany(line => Folded(line, width))) output.WriteLine(line);
        return code;
    }

    private static int Width(TextWriter output) =>
        output == Console.Out && !Console.IsOutputRedirected && Console.WindowWidth > 1 ? Console.WindowWidth - 1 : Fitted.PipeWidth;

    /// <summary>The lines of a text, those that go on with a sentence joined; what is indented stands for itself.</summary>
    private static IEnumerable<string> Paragraphs(string text)
    {
        var paragraph = "";
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.Length > 0 && line[0] != ' ' && paragraph.Length > 0 && !paragraph.EndsWith(':'))
            {
                paragraph += " " + line;
                continue;
            }

            if (paragraph.Length > 0) yield return paragraph;
            paragraph = line.Length > 0 && line[0] != ' ' ? line : "";
            if (paragraph.Length == 0) yield return line;
        }

        if (paragraph.Length > 0) yield return paragraph;
    }

    /// <summary>An indented line goes on at a deeper indent; a command is left whole, to be copied whole.</summary>
    private static IEnumerable<string> Folded(string line, int width)
    {
        var indent = line.Length - line.TrimStart().Length;
        if (line.Length <= width || line.AsSpan(indent).StartsWith("aernas ")) return [line];
        var lines = Fitted.Broken(line.TrimStart(), width - indent - (indent > 0 ? 2 : 0)).ToList();
        return lines.Select((piece, i) => new string(' ', i == 0 || indent == 0 ? indent : indent + 2) + piece);
    }
}
