using System.Globalization;
using System.Text;

namespace AerNas.Pickles;

/// <summary>The text opcodes of protocol 0: quoted Python 2 strings and raw-unicode-escape.</summary>
internal static class PickleEscapes
{
    /// <summary>A string as Python's repr writes it, quotes included.</summary>
    public static byte[] Bytes(string literal)
    {
        literal = literal.Trim();
        if (literal.Length < 2 || literal[0] is not ('\'' or '"') || literal[^1] != literal[0])
            throw new FormatException("a string is not in quotes.");
        return Encoding.Latin1.GetBytes(Unescape(literal[1..^1], Named));
    }

    /// <summary>Text with \uXXXX and \UXXXXXXXX; the rest is Latin-1 as it stands.</summary>
    public static string Unicode(string text) => Unescape(text, _ => null);

    private static string Unescape(string text, Func<char, string?> named)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }
            var kind = text[i + 1];
            if (named(kind) is { } single)
                (_, i) = (result.Append(single), i + 1);
            else if (Digits(kind) is var digits && digits > 0 && Code(text, i + 2, digits) is { } code)
                (_, i) = (result.Append(char.ConvertFromUtf32(code)), i + 1 + digits);
            else
                result.Append('\\');
        }
        return result.ToString();
    }

    private static string? Named(char kind) => kind switch
    {
        '\\' or '\'' or '"' => kind.ToString(),
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        _ => null,
    };

    private static int Digits(char kind) => kind switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };

    private static int? Code(string text, int start, int digits) =>
        start + digits <= text.Length
        && int.TryParse(text.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
        && Rune.IsValid(code) ? code : null;
}
