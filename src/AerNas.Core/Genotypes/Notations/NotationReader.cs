using System.Globalization;

namespace AerNas.Genotypes.Notations;

/// <summary>Reads the tokens of the bracketed notations from left to right, skipping white space and Python's comments (<c>#</c> to the end
/// of its line) before each.</summary>
internal sealed class NotationReader(string text, int start = 0)
{
    private int _position = start;

    public int Position
    {
        get
        {
            while (_position < text.Length && (char.IsWhiteSpace(text[_position]) || text[_position] == '#'))
            {
                if (text[_position] == '#') _position = text.IndexOf('\n', _position) is var end and >= 0 ? end : text.Length;
                else _position++;
            }

            return _position;
        }
    }

    /// <summary>The first character of the next token; NUL at the end.</summary>
    public char Peek => Position < text.Length ? text[_position] : '\0';

    /// <summary>The first character of the token behind a bracket that is next; NUL at the end.</summary>
    public char PeekSecond
    {
        get
        {
            if (Position == text.Length) return '\0';
            var bracket = _position++;
            var second = Peek;
            _position = bracket;
            return second;
        }
    }

    public bool TryTake(char symbol)
    {
        if (Peek != symbol || Position == text.Length) return false;
        _position++;
        return true;
    }

    /// <summary>Takes <paramref name="symbol"/>, which has to be next.</summary>
    public void Take(char symbol)
    {
        if (!TryTake(symbol)) throw Unexpected($"'{symbol}'");
    }

    /// <summary>Takes the opening bracket of a Python list or tuple if one is next.</summary>
    /// <returns>The bracket that closes it; null where another token is next.</returns>
    public char? TryOpen() => TryTake('[') ? ']' : TryTake('(') ? ')' : null;

    /// <summary>Takes a name of ASCII letters, digits and underscores.</summary>
    public string TakeName(string expected)
    {
        var start = Position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] == '_')) _position++;
        return _position > start ? text[start.._position] : throw Unexpected(expected);
    }

    /// <summary>Takes a text in single or double quotes; there are no escapes.</summary>
    public string TakeQuoted(string expected)
    {
        var quote = Peek;
        if (quote is not ('\'' or '"')) throw Unexpected(expected);
        var end = text.IndexOf(quote, _position + 1);
        if (end < 0) throw new GenotypeFormatException(text.Length, $"a closing {quote}", $"the text ends before the closing {quote}.");
        var content = text[(_position + 1)..end];
        _position = end + 1;
        return content;
    }

    /// <summary>Takes a whole number of at least zero.</summary>
    public int TakeNumber(string expected)
    {
        var start = Position;
        while (_position < text.Length && char.IsAsciiDigit(text[_position])) _position++;
        if (int.TryParse(text.AsSpan(start.._position), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        _position = start;
        throw Unexpected(expected);
    }

    public Positioned<int> TakeNode()
    {
        var position = Position;
        return new Positioned<int>(TakeNumber("a node index"), position);
    }

    /// <summary>Takes the index of a node where a whole number is next, and not one with a fraction or an exponent.</summary>
    public Positioned<int>? TryTakeNode()
    {
        var end = Position;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end == _position || (end < text.Length && text[end] is '.' or 'e' or 'E') ? null : TakeNode();
    }

    /// <summary>Takes a number that is not looked at, such as <c>0.25</c>, <c>1e-3</c> or <c>tensor(0.25, device='cuda:0')</c>.</summary>
    public void TakeWeight()
    {
        if (char.IsAsciiLetter(Peek))
        {
            do TakeName("a name");
            while (TryTake('.'));
            if (Peek != '(') throw Unexpected("'('");
            SkipValue();
            return;
        }

        var start = Position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] is '.' or '-' or '+')) _position++;
        if (double.TryParse(text.AsSpan(start.._position), NumberStyles.Float, CultureInfo.InvariantCulture, out _)) return;
        _position = start;
        throw Unexpected("a node index or a weight");
    }

    /// <summary>Passes over a value that is not read, with the brackets and texts it has, up to the comma or bracket behind it.</summary>
    public void SkipValue()
    {
        for (var depth = 0; Position < text.Length && (depth > 0 || text[_position] is not (',' or ')' or ']' or '}'));)
        {
            var next = text[_position];
            if (next is '\'' or '"') TakeQuoted("a text in quotes");
            else _position++;
            if (next is '(' or '[' or '{') depth++;
            else if (next is ')' or ']' or '}') depth--;
        }
    }

    /// <summary>Takes items between brackets, parted by commas; Python's comma behind the last one is allowed.</summary>
    public List<T> TakeList<T>(Func<T> takeItem)
    {
        var items = new List<T>();
        var closing = TryOpen() ?? throw Unexpected("'['");
        while (!TryTake(closing))
        {
            items.Add(takeItem());
            if (TryTake(',')) continue;
            if (!TryTake(closing)) throw Unexpected($"',' or '{closing}'");
            break;
        }

        return items;
    }

    public void TakeEnd()
    {
        if (Position < text.Length) throw Unexpected("the end of the text");
    }

    /// <summary>The exception for a next token that does not belong here.</summary>
    public GenotypeFormatException Unexpected(string expected)
    {
        var found = Position == text.Length ? "the end of the text" : $"'{text[_position]}'";
        return new GenotypeFormatException(_position, expected, $"expected {expected}, got {found}.");
    }
}
