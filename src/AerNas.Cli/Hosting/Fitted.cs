using System.Text.RegularExpressions;

namespace AerNas.Cli;

/// <summary>Breaks what is printed for good into lines that a terminal has room for.</summary>
internal static class Fitted
{
    /// <summary>How many characters a line may have where no terminal tells its own.</summary>
    public const int PipeWidth = 120;

    private const string Between = "  ";
    private const string Indent = "    ";

    /// <summary>Lays parts one behind the other; a part that no longer fits begins a line, one too long for any breaks at spaces.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string> parts, int room)
    {
        var line = "";
        foreach (var part in parts.Select(PrintableText.Of))
        {
            if (line.Length > 0 && line.Length + Between.Length + part.Length <= room)
            {
                line += Between + part;
                continue;
            }

            foreach (var piece in Broken(part, room - Indent.Length))
            {
                if (line.Length > 0) yield return line;
                line = line.Length > 0 ? Indent + piece : piece;
            }
        }

        if (line.Length > 0) yield return line;
    }

    /// <summary>A sentence broken at its spaces, the lines after the first indented. A word longer than a line is left whole where it
    /// stands, for a terminal that breaks it copies it whole; and so is a command, as far as the next mark of punctuation.</summary>
    public static IEnumerable<string> Sentence(string text, int room, string program, int indent = 4)
    {
        var line = "";
        foreach (Match match in Regex.Matches(text, $@"(\s*)({Regex.Escape(program)}(?=\s)(?: \S*[^\s.,;:)](?=\s|$))*(?: \S+)?|\S+)"))
        {
            var word = match.Groups[2].Value;
            if (line.Length + match.Length <= room || indent + word.Length > room || line.Length == 0)
            {
                line += match.Value;
                continue;
            }

            yield return line;
            line = new string(' ', indent) + word;
        }

        yield return line;
    }

    /// <summary>A text broken at its spaces; a word longer than a line is cut where the line ends.</summary>
    /// <param name="text">One line.</param>
    /// <param name="room">How many characters a piece may have; at least one is taken.</param>
    public static IEnumerable<string> Broken(string text, int room)
    {
        var most = Math.Max(1, room);
        while (text.Length > most)
        {
            var space = text.LastIndexOf(' ', most);
            var end = space > 0 ? space : most;
            yield return text[..end].TrimEnd();
            text = text[end..].TrimStart();
        }

        if (text.Length > 0) yield return text;
    }
}
