using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AerNas.Genotypes.Notations;

/// <summary>Walks over the tokens of a JSON text, telling positions in characters, which JsonSerializer does not.</summary>
internal sealed class JsonTokenReader
{
    private readonly string _text;
    private readonly List<JsonToken> _tokens = [];
    private int _next;

    /// <summary>Splits a text into tokens.</summary>
    /// <exception cref="GenotypeFormatException">It is not JSON.</exception>
    public JsonTokenReader(string text)
    {
        _text = text;
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        try
        {
            while (reader.Read())
                _tokens.Add(
                    new JsonToken(reader.TokenType, TextOf(in reader), Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.TokenStartIndex)));
        }
        catch (JsonException e)
        {
            var position = Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.BytesConsumed);
            throw new GenotypeFormatException(Math.Min(position, text.Length), "JSON", $"expected JSON: {e.Message}");
        }
    }

    private JsonToken Next => _tokens[_next]; // the tokenizer has closed every bracket, so no reader runs off the end

    /// <summary>Reads an object whose members are <paramref name="required"/> or <paramref name="optional"/>, each at most once.</summary>
    /// <returns>Where the object starts.</returns>
    public int TakeObject(string[] required, string[] optional, Action<string> takeMember)
    {
        var seen = new List<string>();
        string[] allowed = [.. required, .. optional];
        var expected = $"one of {string.Join(", ", allowed)}";
        var start = Take(JsonTokenType.StartObject, "an object").Position;
        while (Next.Type != JsonTokenType.EndObject)
        {
            var name = Take(JsonTokenType.PropertyName, expected);
            if (!allowed.Contains(name.Text))
                throw new GenotypeFormatException(name.Position, expected, $"expected {expected}, got '{name.Text}'.");
            if (seen.Contains(name.Text)) throw new GenotypeFormatException(name.Position, expected, $"'{name.Text}' comes twice.");
            seen.Add(name.Text);
            takeMember(name.Text);
        }

        if (required.Except(seen).FirstOrDefault() is { } missing)
            throw new GenotypeFormatException(Next.Position, missing,
                $"the object has no '{missing}'; it needs {string.Join(", ", required)}.");
        _next++;
        return start;
    }

    /// <summary>Whether what comes next is an object.</summary>
    public bool IsAtObject => Next.Type == JsonTokenType.StartObject;

    /// <summary>Whether what comes next is an object that has a member.</summary>
    public bool HasMember(string name)
    {
        var (place, depth) = (_next, 0);
        do
        {
            if (depth == 1 && _tokens[place].Type == JsonTokenType.PropertyName && _tokens[place].Text == name) return true;
            depth += Nesting(_tokens[place++]);
        }
        while (depth > 0);
        return false;
    }

    /// <summary>Passes over a value.</summary>
    /// <returns>What <see cref="Return"/> takes to read it later.</returns>
    public int Skip()
    {
        var (first, depth) = (_next, 0);
        do
        {
            depth += Nesting(_tokens[_next++]);
        }
        while (depth > 0);
        return first;
    }

    /// <summary>Goes back to a value that was passed over.</summary>
    /// <returns>Where it begins.</returns>
    public int Return(int skipped) => _tokens[_next = skipped].Position;

    /// <summary>Reads an object as the text that it is.</summary>
    public Positioned<string> TakeRaw()
    {
        if (Next.Type != JsonTokenType.StartObject) throw Unexpected(Next, "an object");
        var start = Next.Position;
        Skip();
        return new Positioned<string>(_text[start..(_tokens[_next - 1].Position + 1)], start);
    }

    public Positioned<List<T>> TakeArray<T>(Func<T> takeItem)
    {
        var items = new List<T>();
        var start = Take(JsonTokenType.StartArray, "an array").Position;
        while (Next.Type != JsonTokenType.EndArray) items.Add(takeItem());
        _next++;
        return new Positioned<List<T>>(items, start);
    }

    public Positioned<string> TakeText(string expected)
    {
        var token = Take(JsonTokenType.String, expected);
        return new Positioned<string>(token.Text, token.Position);
    }

    public Positioned<int> TakeNode()
    {
        const string Expected = "a node index";
        var token = Take(JsonTokenType.Number, Expected);
        if (int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var node) && node < GenotypeGrammar.MostNodes)
            return new Positioned<int>(node, token.Position);
        throw Unexpected(token, Expected);
    }

    private static int Nesting(JsonToken token) => token.Type switch
    {
        JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
        JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
        _ => 0,
    };

    private JsonToken Take(JsonTokenType type, string expected)
    {
        var token = Next;
        if (token.Type != type) throw Unexpected(token, expected);
        _next++;
        return token;
    }

    private static GenotypeFormatException Unexpected(JsonToken token, string expected) =>
        new(token.Position, expected, $"expected {expected}, got '{token.Text}'.");

    /// <summary>The text of a token as written: no name here needs an escape, so none is resolved.</summary>
    private static string TextOf(in Utf8JsonReader reader) => Encoding.UTF8.GetString(reader.ValueSpan);
}
