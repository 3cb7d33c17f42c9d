namespace AerNas.Pickles;

/// <summary>A Python tuple.</summary>
public sealed class PickleTuple(ImmutableArray<object?> items)
{
    /// <summary>The items.</summary>
    public ImmutableArray<object?> Items { get; } = items;
}
