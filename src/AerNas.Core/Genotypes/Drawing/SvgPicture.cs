using System.Globalization;
using System.Text;

namespace AerNas.Genotypes.Drawing;

/// <summary>A genotype as an SVG picture: one part a cell, read from left to right. Equal genotypes give equal bytes.</summary>
internal static class SvgPicture
{
    private const double Margin = 16;
    private const double Heading = 30;
    private const double BetweenCells = 28;
    private const double TextDrop = 4; // from the middle of a box to the line its letters stand on

    private const string Style =
        """
          <style>
            text { font: 12px 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #111; text-anchor: middle }
            .heading { font-weight: bold; text-anchor: start }
            .node { fill: #dbe7f5; stroke: #111; stroke-width: 1.5 }
            .operation { fill: #fff; stroke: #111 }
            .nothing { fill: #fff; stroke: #777; stroke-dasharray: 3 3 }
            .line { fill: none; stroke: #444; stroke-width: 1.2 }
          </style>
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#444"/></marker>
          </defs>
        """;

    /// <summary>Draws all cells of a genotype, one above the other.</summary>
    /// <returns>An SVG document with a title and a description in words.</returns>
    public static string Draw(Genotype genotype)
    {
        var cells = DrawnCell.AllOf(genotype).ToArray();
        var sizes = cells.Select(LayeredLayout.Place).ToArray();
        var width = sizes.Max(size => size.Width) + 2 * Margin;
        var height = 2 * Margin + sizes.Sum(size => Heading + size.Height) + BetweenCells * (cells.Length - 1);

        var svg = new StringBuilder();
        var header = $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" "
            + $"height=\"{N(height)}\">";
        svg.Append(header).Append('\n')
            .Append("  <title>").Append(string.Join(" and ", cells.Select(cell => cell.Title))).Append(" of a ").Append(genotype.Space.Name)
            .Append(" genotype</title>\n")
            .Append("  <desc>").Append(Describe(cells)).Append("</desc>\n")
            .Append(Style.ReplaceLineEndings("\n")).Append('\n')
            .Append("  <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        var top = Margin;
        foreach (var (cell, size) in cells.Zip(sizes))
        {
            Append(svg, cell, top);
            top += Heading + size.Height + BetweenCells;
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>All cells in words.</summary>
    public static string Describe(IEnumerable<DrawnCell> cells) =>
        string.Join(". ", cells.Select(cell => $"{cell.Title}: {cell.Description}"));

    private static void Append(StringBuilder svg, DrawnCell cell, double top)
    {
        svg.Append("  <g transform=\"translate(").Append(N(Margin)).Append(' ').Append(N(top)).Append(")\">\n")
            .Append("    <text class=\"heading\" x=\"0\" y=\"12\">").Append(cell.Title).Append("</text>\n");
        foreach (var vertex in cell.Vertices.Where(vertex => vertex.Kind != DrawnKind.Bend))
            foreach (var next in vertex.After) AppendLine(svg, vertex, next);
        foreach (var vertex in cell.Vertices.Where(vertex => vertex.Kind != DrawnKind.Bend)) AppendBox(svg, vertex);
        svg.Append("  </g>\n");
    }

    private static void AppendLine(StringBuilder svg, DrawnVertex from, DrawnVertex to)
    {
        svg.Append("    <path class=\"line\" d=\"M").Append(P(from.X + from.Width / 2, from.Y));
        while (true)
        {
            var (start, end) = (from.X + from.ColumnWidth / 2, to.X - to.ColumnWidth / 2);
            var middle = (start + end) / 2;
            svg.Append('H').Append(N(start))
                .Append('C').Append(P(middle, from.Y)).Append(' ').Append(P(middle, to.Y)).Append(' ').Append(P(end, to.Y));
            if (to.Kind != DrawnKind.Bend) break;
            (from, to) = (to, to.After[0]);
        }

        if (to.Width < to.ColumnWidth) svg.Append('H').Append(N(to.X - to.Width / 2));
        svg.Append(to.Kind == DrawnKind.Node ? "\" marker-end=\"url(#arrow)\"/>\n" : "\"/>\n");
    }

    private static void AppendBox(StringBuilder svg, DrawnVertex vertex)
    {
        var (style, radius) = vertex.Kind switch
        {
            DrawnKind.Node => ("node", vertex.Height / 2),
            DrawnKind.Nothing => ("nothing", 3),
            _ => ("operation", 3),
        };
        var (left, top) = (vertex.X - vertex.Width / 2, vertex.Y - vertex.Height / 2 + Heading);
        svg.Append("    <rect class=\"").Append(style).Append("\" x=\"").Append(N(left)).Append("\" y=\"").Append(N(top))
            .Append("\" width=\"").Append(N(vertex.Width)).Append("\" height=\"").Append(N(vertex.Height)).Append("\" rx=\"")
            .Append(N(radius)).Append("\"/>\n")
            .Append("    <text x=\"").Append(N(vertex.X)).Append("\" y=\"").Append(N(vertex.Y + Heading + TextDrop)).Append("\">")
            .Append(vertex.Label).Append("</text>\n");
    }

    private static string P(double x, double y) => $"{N(x)} {N(y + Heading)}";

    private static string N(double value) =>
        Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.#", CultureInfo.InvariantCulture);
}
