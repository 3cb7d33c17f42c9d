using System.Text;

namespace AerNas.Genotypes.Drawing;

/// <summary>Draws the cells of a genotype. The same genotype always gives the same text.</summary>
public static class GenotypeDrawing
{
    /// <summary>An SVG image of all cells, one below the other, read from left to right: operations in boxes, nodes in ovals. It has a
    /// title and the cells in words, and stays legible in black and white.</summary>
    public static string Svg(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return SvgPicture.Draw(genotype);
    }

    /// <summary>What the image shows, in words, for those who do not see it.</summary>
    public static string Describe(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return SvgPicture.Describe(DrawnCell.AllOf(genotype));
    }

    /// <summary>The cells as a directed graph in the DOT language, for Graphviz.</summary>
    public static string Dot(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        var dot = new StringBuilder("digraph genotype {\n  rankdir=LR;\n  node [shape=box];\n");
        foreach (var kind in genotype.CellKinds)
        {
            var cell = genotype[kind];
            var id = kind.Word.Replace('-', '_');
            dot.Append($"  subgraph cluster_{id} {{\n    label=\"{CellNames.Title(genotype.Space, kind)}\";\n");
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
}
