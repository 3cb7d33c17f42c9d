namespace AerNas.Tabular;

/// <summary>A cell's place in the published order of NAS-Bench-201.</summary>
/// <param name="Value">From 0 to 15,624.</param>
public readonly record struct CellIndex(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
