namespace AerNas.Pickles;

/// <summary>A Python set or frozenset, in the order of the file.</summary>
public sealed class PickleSet
{
    private readonly List<object?> _items;

    internal PickleSet(List<object?>? items = null) => _items = items ?? [];

    /// <summary>The items.</summary>
    public IReadOnlyList<object?> Items => _items;

    internal void Add(IEnumerable<object?> items) => _items.AddRange(items);
}
