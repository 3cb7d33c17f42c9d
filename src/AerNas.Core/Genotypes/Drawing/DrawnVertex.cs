namespace AerNas.Genotypes.Drawing;

/// <summary>Something a cell's picture has a place for. Sizes and places are in pixels; a place is the middle.</summary>
internal sealed class DrawnVertex(DrawnKind kind, string label, int layer)
{
    private const double CharacterWidth = 7.3; // of a monospaced font at 12 pixels
    private const double Padding = 9;
    public DrawnKind Kind { get; } = kind;
    public string Label { get; } = label;
    public int Layer { get; } = layer;
    public double Width { get; } = kind == DrawnKind.Bend ? 0 : label.Length * CharacterWidth + 2 * Padding;
    public double Height { get; } = kind switch { DrawnKind.Bend => 8, DrawnKind.Node => 30, _ => 24 };

    /// <summary>The width of its column; lines run straight through it and curve only between columns, where there are no boxes.</summary>
    public double ColumnWidth { get; set; }
    public double X { get; set; }
    public double Y { get; set; }

    /// <summary>What lies to its left and leads here.</summary>
    public List<DrawnVertex> Before { get; } = [];
    public List<DrawnVertex> After { get; } = [];
}
