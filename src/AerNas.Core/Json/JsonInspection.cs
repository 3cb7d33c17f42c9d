using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AerNas.Json;

/// <summary>Looks through a JSON text before anything is built of it: no name stands twice in an object, every number is finite, every text
/// is whole, and nothing is deeper or larger than is read.</summary>
internal ref struct JsonInspection
{
    private const int Deepest = 64;

    private readonly OptionRules _problems;
    private readonly JsonLimits _limits;
    private readonly List<Level> _levels = [];
    private Utf8JsonReader _reader;

    private JsonInspection(ReadOnlySpan<byte> text, JsonLimits limits, OptionRules problems)
    {
        _problems = problems;
        _limits = limits;
        _reader = new Utf8JsonReader(text,
            new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = Deepest });
    }

    public int Values { get; private set; }

    /// <summary>Looks through a text.</summary>
    /// <returns>How many names and values there are.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static int Of(ReadOnlySpan<byte> text, JsonLimits limits, OptionRules problems)
    {
        var inspection = new JsonInspection(text, limits, problems);
        inspection.Read();
        return inspection.Values;
    }

    private void Read()
    {
        while (!_problems.IsFull && _reader.Read())
        {
            if (++Values > _limits.Values)
            {
                _problems.Require(false, "", $"there are more than {_limits.Values} names and values; no file of AerNas has as many.");
                return;
            }

            Take();
        }
    }

    private void Take()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Count();
                _levels.Add(new Level(_reader.TokenType == JsonTokenType.StartObject ? [] : null));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _levels.RemoveAt(_levels.Count - 1);
                break;
            case JsonTokenType.PropertyName when TryText(out var name):
                _levels[^1].Name = name;
                _problems.Require(_levels[^1].Names!.Add(name), Path, "stands twice; leave one of them out.");
                break;
            default:
                Count();
                CheckValue();
                break;
        }
    }

    private void CheckValue()
    {
        if (_reader.TokenType == JsonTokenType.String) TryText(out _);
        else if (_reader.TokenType == JsonTokenType.Number)
            _problems.Require(_reader.TryGetDouble(out var number) && double.IsFinite(number), Path, "is no number that can be held.");
    }

    /// <summary>The text of a name or value; half a surrogate pair, which only an escape can write, is none.</summary>
    private bool TryText(out string text)
    {
        try
        {
            text = _reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            _problems.Require(false, Path, "holds half a character (a lone surrogate); write it whole.");
            return false;
        }
    }

    /// <summary>Counts a value where it is an entry of a list.</summary>
    private readonly void Count()
    {
        if (_levels.Count > 0 && _levels[^1].Names is null) _levels[^1].Place++;
    }

    private readonly string Path
    {
        get
        {
            var path = new StringBuilder();
            foreach (var level in _levels)
            {
                if (level.Names is null) path.Append('[').Append(level.Place.ToString(CultureInfo.InvariantCulture)).Append(']');
                else path.Append(path.Length > 0 ? "." : "").Append(level.Name);
            }

            return path.ToString();
        }
    }

    /// <summary>An object or list that is being read.</summary>
    private sealed class Level(HashSet<string>? names)
    {
        /// <summary>The names so far; null in a list.</summary>
        public HashSet<string>? Names { get; } = names;

        public string Name { get; set; } = "";

        public int Place { get; set; } = -1;
    }
}
