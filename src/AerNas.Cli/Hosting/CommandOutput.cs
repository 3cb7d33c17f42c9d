using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace AerNas.Cli;

/// <summary>Where a command prints: text to stdout; with <c>--json</c> text to stderr and one line of JSON to stdout at the end.</summary>
internal sealed class CommandOutput
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextWriter _results;
    private readonly TextWriter _text;
    private readonly string _program;
    private readonly bool _json;
    private readonly List<string> _notes = [];

    public CommandOutput(CommandHost host, bool json)
    {
        (_program, _json) = (host.Program, json);
        _results = host.Output;
        _text = json ? host.Error : host.Output;
        Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_text) });
    }

    /// <summary>The terminal behind the text, for live displays.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Whether the text goes to a terminal that can be redrawn.</summary>
    public bool IsTerminal => Console.Profile.Out.IsTerminal && Console.Profile.Capabilities.Ansi;

    /// <summary>How many characters a line may have.</summary>
    public int Room => IsTerminal ? Console.Profile.Width - 1 : Fitted.PipeWidth;

    /// <summary>Prints a line of text; names in it come from anywhere, so nothing in it acts on the terminal or ends the line.</summary>
    public void Line(string text = "") => _text.WriteLine(PrintableText.Of(text));

    /// <summary>Prints a text of several lines, such as a table.</summary>
    public void Lines(string text) => _text.WriteLine(PrintableText.Lines(text));

    /// <summary>Prints a sentence, on a terminal in lines that fit.</summary>
    public void Sentence(string text, int indent = 4)
    {
        if (!IsTerminal) Line(text);
        else foreach (var line in Fitted.Sentence(PrintableText.Of(text), Room, _program, indent)) Line(line);
    }

    public void Row(string name, string value) => Sentence($"  {name,-20} {value}", indent: 23);

    /// <summary>Prints what a person should know beside the result.</summary>
    public void Note(string sentence)
    {
        _notes.Add(sentence);
        Sentence($"note: {sentence}");
    }

    /// <summary>The notes so far, for the member <c>notes</c> of a result.</summary>
    public JsonArray NotesToJson() => new([.. _notes.Select(note => JsonValue.Create(note))]);

    /// <summary>Ends the output with the result, where <c>--json</c> asks for it.</summary>
    public void Result(JsonNode result)
    {
        if (_json) _results.WriteLine(PrintableText.Json(result.ToJsonString(OneLine)));
    }
}
