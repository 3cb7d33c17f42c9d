using System.Globalization;
using System.Text;

namespace AerNas.Texts;

/// <summary>Text that came from outside, such as names in files, made fit for a terminal, a log or a page: what would move the cursor, turn
/// the direction of writing or end a line is shown as an escape.</summary>
public static class PrintableText
{
    /// <summary>The longest message, in characters.</summary>
    public const int LongestMessage = 2000;

    private const int NonJoiner = 0x200C; // the two joiners belong to the spelling of names in several scripts, and to emoji
    private const int Joiner = 0x200D;

    /// <summary>A text on one line: line ends are escaped too.</summary>
    public static string Of(string? text) => Escape(text ?? "", keepsLines: false);

    /// <summary>A text of several lines, parted by line feeds, which stay.</summary>
    public static string Lines(string? text) => Escape(text ?? "", keepsLines: true);

    /// <summary>A message of at most <see cref="LongestMessage"/> characters, cut in its middle, where it says how much.</summary>
    public static string Message(string? text) => Cut(Lines(text), LongestMessage);

    /// <summary>A JSON text on one line that says the same: what is not printable is in its strings only, escaped as JSON does.</summary>
    public static string Json(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var result = new StringBuilder(json.Length);
        foreach (var rune in json.EnumerateRunes())
        {
            if (IsPrintable(rune)) result.Append(rune);
            else foreach (var half in rune.ToString()) result.Append(CultureInfo.InvariantCulture, $"\\u{(int)half:x4}");
        }

        return result.ToString();
    }

    /// <summary>A text of at most <paramref name="most"/> characters, cut in its middle, where it says how much is left out.</summary>
    public static string Cut(string text, int most)
    {
        const int Note = 60; // room for the sentence about what is left out
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2 * Note);
        if (text.Length <= most) return text;
        var (head, tail) = (most * 2 / 3, text.Length - (most / 3) + Note);
        if (char.IsHighSurrogate(text[head - 1])) head--;
        if (char.IsLowSurrogate(text[tail])) tail++;
        return $"{text[..head]} … [{tail - head} characters left out] … {text[tail..]}";
    }

    /// <summary>Whether a character is shown as it is.</summary>
    public static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Format => rune.Value is NonJoiner or Joiner,
        // these are no characters, and XML does not take them
        _ => (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF),
    };

    private static string Escape(string text, bool keepsLines)
    {
        StringBuilder? result = null;
        for (var i = 0; i < text.Length;)
        {
            var whole = Rune.TryGetRuneAt(text, i, out var rune);
            var length = whole ? rune.Utf16SequenceLength : 1;
            if ((whole && IsPrintable(rune)) || (keepsLines && text[i] == '\n'))
            {
                result?.Append(text, i, length);
            }
            else
            {
                result ??= new StringBuilder(text.Length + 16).Append(text, 0, i);
                result.Append(Escaped(whole ? rune.Value : text[i]));
            }

            i += length;
        }

        return result?.ToString() ?? text;
    }

    private static string Escaped(int code) => code switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        <= 0xFFFF => $"\\u{code:X4}",
        _ => $"\\U{code:X8}",
    };
}
