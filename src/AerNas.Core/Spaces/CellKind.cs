namespace AerNas.Spaces;

/// <summary>The kinds of cell an architecture is stacked from.</summary>
public enum CellKind
{
    /// <summary>Keeps the spatial size.</summary>
    Normal,

    /// <summary>Halves height and width and doubles the channels.</summary>
    Reduction,
}
