using System.Text;

namespace AerNas.Genotypes.Drawing;

/// <summary>
/// One cell from left to right: a column for each node and one for the output, and below them a row for each edge, an arrow from its
/// source's column to its target's. Every label stands in the gap before its target, where no column runs, so nothing can overlap.
/// </summary>
internal sealed class CellPicture(string caption, CellGenotype cell)
{
    private const int Gap = 140; // pixels between columns; the longest label takes 95
    private const int Margin = 60;
    private const int FirstRow = 90;
    private const int RowHeight = 24;
    private const int BoxWidth = 70;
    private const int BoxHeight = 24;
    private const int BoxTop = 36;

    private int Rows => cell.Edges.Length + cell.Output.Length;

    private int OutputColumn => cell.NodeCount;

    /// <summary>Pixels across.</summary>
    public int Width => (2 * Margin) + (OutputColumn * Gap);

    /// <summary>Pixels down.</summary>
    public int Height => FirstRow + (Rows * RowHeight);

    /// <summary>Adds the cell's shapes.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="top">Where the cell begins, in pixels from the top.</param>
    public void Draw(StringBuilder svg, int top)
    {
        svg.Append($"<g transform=\"translate(0 {top})\">\n<text x=\"{Margin - (BoxWidth / 2)}\" y=\"22\" font-weight=\"bold\">{caption}</text>\n");
        for (var column = 0; column <= OutputColumn; column++)
            DrawColumn(svg, column, column == OutputColumn ? "output" : GenotypeDrawing.NodeName(cell, column));
        var row = 0;
        foreach (var edge in cell.Edges) DrawArrow(svg, row++, (edge.Edge.From.Value, edge.Edge.To.Value), edge.Operation.Name);
        foreach (var node in cell.Output) DrawArrow(svg, row++, (node.Value, OutputColumn), "");
        svg.Append("</g>\n");
    }

    private void DrawColumn(StringBuilder svg, int column, string name)
    {
        var x = X(column);
        svg.Append($"<line x1=\"{x}\" y1=\"{BoxTop + BoxHeight}\" x2=\"{x}\" y2=\"{Height - 14}\" stroke=\"#999\" stroke-dasharray=\"2 3\"/>\n");
        svg.Append($"<rect x=\"{x - (BoxWidth / 2)}\" y=\"{BoxTop}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" fill=\"white\" stroke=\"black\"/>\n");
        svg.Append($"<text x=\"{x}\" y=\"{BoxTop + 16}\" text-anchor=\"middle\">{name}</text>\n");
    }

    private static void DrawArrow(StringBuilder svg, int row, (int From, int To) columns, string label)
    {
        var y = FirstRow + (row * RowHeight);
        var (start, end) = (X(columns.From), X(columns.To));
        svg.Append($"<circle cx=\"{start}\" cy=\"{y}\" r=\"3\"/>\n");
        svg.Append($"<line x1=\"{start}\" y1=\"{y}\" x2=\"{end - 8}\" y2=\"{y}\" stroke=\"black\"/>\n");
        svg.Append($"<path d=\"M{end} {y}l-9 -4v8z\"/>\n");
        if (label.Length > 0) svg.Append($"<text x=\"{end - (Gap / 2)}\" y=\"{y - 5}\" text-anchor=\"middle\">{label}</text>\n");
    }

    private static int X(int column) => Margin + (column * Gap);
}
