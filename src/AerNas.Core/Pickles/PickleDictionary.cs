using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace AerNas.Pickles;

/// <summary>A Python dict or OrderedDict, in the order of the file. Keys are numbers, text, bytes, or tuples of these.</summary>
public sealed class PickleDictionary
{
    private static readonly Dictionary<object, object?> None = [];

    private Dictionary<object, object?> _entries = None; // a byte of a pickle makes a dictionary, so an empty one takes little

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The entries.</summary>
    public IEnumerable<KeyValuePair<object, object?>> Entries => _entries;

    /// <summary>Finds a value. Text also finds the 8-bit strings of Python 2.</summary>
    /// <param name="key">The key: <see cref="long"/> for whole numbers.</param>
    /// <param name="value">The value.</param>
    public bool TryGet(object key, out object? value) =>
        _entries.TryGetValue(key, out value) || (key is string text && _entries.TryGetValue(Encoding.Latin1.GetBytes(text), out value));

    /// <summary>Finds a value of a type.</summary>
    public bool TryGet<T>(object key, [NotNullWhen(true)] out T? value)
    {
        value = TryGet(key, out var found) && found is T typed ? typed : default;
        return value is not null;
    }

    internal void Set(object key, object? value)
    {
        if (ReferenceEquals(_entries, None)) _entries = new Dictionary<object, object?>(PickleKeyComparer.Instance);
        _entries[key] = value;
    }
}
