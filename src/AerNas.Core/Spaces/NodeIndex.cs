namespace AerNas.Spaces;

/// <summary>A node of a cell, counted from 0; the cell's inputs come first.</summary>
public readonly record struct NodeIndex(int Value) : IComparable<NodeIndex>
{
    /// <inheritdoc/>
    public int CompareTo(NodeIndex other) => Value.CompareTo(other.Value);

    /// <summary>Tells whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(NodeIndex left, NodeIndex right) => left.Value < right.Value;

    /// <summary>Tells whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(NodeIndex left, NodeIndex right) => left.Value > right.Value;

    /// <summary>Tells whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(NodeIndex left, NodeIndex right) => left.Value <= right.Value;

    /// <summary>Tells whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(NodeIndex left, NodeIndex right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
