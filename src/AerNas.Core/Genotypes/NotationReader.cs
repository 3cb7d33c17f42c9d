using System.Globalization;

namespace AerNas.Genotypes;

/// <summary>Reads the tokens of the bracketed notations from left to right, skipping white space before each.</summary>
internal sealed class NotationReader(string text)
{
    /// <summary>Where the next token starts.</summary>
    public int Position
    {
        get
        {
            while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
            return _position;
        }
    }

    private int _position;

    /// <summary>The first character of the next token; NUL at the end.</summary>
    public char Peek => Position < text.Length ? text[_position] : '\0';

    /// <summary>Takes <paramref name="symbol"/> if it is next.</summary>
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

    /// <summary>Takes items between brackets, parted by commas; Python's comma behind the last one is allowed.</summary>
    public List<T> TakeList<T>(Func<T> takeItem)
    {
        var items = new List<T>();
        Take('[');
        while (!TryTake(']'))
        {
            items.Add(takeItem());
            if (TryTake(',')) continue;
            if (!TryTake(']')) throw Unexpected("',' or ']'");
            break;
        }

        return items;
    }

    /// <summary>Demands that nothing follows.</summary>
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
