using System.Text;
using AerNas.Spaces;

namespace AerNas.Genotypes.Drawing;

/// <summary>Draws the cells of a genotype. The same genotype always gives the same text.</summary>
public static class GenotypeDrawing
{
    /// <summary>An SVG image of all cells, one below the other; black on white, in a font of the reader's machine.</summary>
    public static string Svg(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        var cells = genotype.CellKinds.Select(kind => new CellPicture(Caption(genotype, kind), genotype[kind])).ToList();
        var width = cells.Max(c => c.Width);
        var height = cells.Sum(c => c.Height);
        var svg = new StringBuilder();
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" ");
        svg.Append("font-family=\"DejaVu Sans Mono, Consolas, monospace\" font-size=\"12\">\n");
        svg.Append($"<title>{string.Join(" and ", genotype.CellKinds.Select(kind => Caption(genotype, kind)))}</title>\n");
        svg.Append($"<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n");
        var top = 0;
        foreach (var cell in cells)
        {
            cell.Draw(svg, top);
            top += cell.Height;
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>The cells as a directed graph in the DOT language, for Graphviz.</summary>
    public static string Dot(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        var dot = new StringBuilder("digraph genotype {\n  rankdir=LR;\n  node [shape=box];\n");
        foreach (var kind in genotype.CellKinds)
        {
            var cell = genotype[kind];
            var id = kind.ToString().ToLowerInvariant();
            dot.Append($"  subgraph cluster_{id} {{\n    label=\"{Caption(genotype, kind)}\";\n");
            for (var node = 0; node < cell.NodeCount; node++)
                dot.Append($"    {id}_{node} [label=\"{NodeName(cell, node)}\"];\n");
            dot.Append($"    {id}_output [label=\"output\"];\n");
            foreach (var edge in cell.Edges)
                dot.Append($"    {id}_{edge.Edge.From} -> {id}_{edge.Edge.To} [label=\"{edge.Operation}\"];\n");
            foreach (var node in cell.Output) dot.Append($"    {id}_{node} -> {id}_output;\n");
            dot.Append("  }\n");
        }

        return dot.Append("}\n").ToString();
    }

    /// <summary>What a node is called in a drawing.</summary>
    internal static string NodeName(CellGenotype cell, int node) => node < cell.InputNodes ? $"input {node}" : $"node {node}";

    private static string Caption(Genotype genotype, CellKind kind) => genotype.CellKinds.Count == 1 ? "cell" : $"{kind.ToString().ToLowerInvariant()} cell";
}
