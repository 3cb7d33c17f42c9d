namespace AerNas.Tabular;

/// <summary>A cell's place in the published order of NAS-Bench-201.</summary>
/// <param name="Value">From 0 to 15,624.</param>
public readonly record struct CellIndex(int Value) : IComparable<CellIndex>
{
    /// <inheritdoc/>
    public int CompareTo(CellIndex other) => Value.CompareTo(other.Value);

    /// <summary>Tells whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(CellIndex left, CellIndex right) => left.Value < right.Value;

    /// <summary>Tells whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(CellIndex left, CellIndex right) => left.Value > right.Value;

    /// <summary>Tells whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(CellIndex left, CellIndex right) => left.Value <= right.Value;

    /// <summary>Tells whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(CellIndex left, CellIndex right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
