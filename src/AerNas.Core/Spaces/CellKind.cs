namespace AerNas.Spaces;

/// <summary>A kind of cell: networks have it at one place or at many, with one architecture for all of them.</summary>
/// <param name="Name">What it is called, in files too.</param>
/// <param name="Reduces">Whether the edges that read its inputs have a stride of 2, so that it halves height and width; a place of a
/// skeleton may say otherwise for itself.</param>
public sealed record CellKind(string Name, bool Reduces = false)
{
    /// <summary>Keeps the spatial size.</summary>
    public static CellKind Normal { get; } = new("Normal");

    /// <summary>Halves height and width.</summary>
    public static CellKind Reduction { get; } = new("Reduction", Reduces: true);

    /// <summary>The name in running text and in the JSON form of genotypes: in small letters.</summary>
    public string Word => Name.ToLowerInvariant();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
