using AerNas.Spaces;

namespace AerNas.Genotypes.Drawing;

/// <summary>What the nodes of a cell are called in its pictures: by their index in the notations, inputs and output by their role too.</summary>
internal sealed class CellNames
{
    private readonly GenotypeFamily _family;
    private readonly CellGenotype _cell;

    private CellNames(GenotypeFamily family, CellGenotype cell)
    {
        _family = family;
        _cell = cell;
    }

    /// <summary>The output's name where it is no node of the cell but a concatenation.</summary>
    public string? Output => _family == GenotypeFamily.Darts ? "c(k)" : null;

    public string this[NodeIndex node] => (_family, node.Value) switch
    {
        (GenotypeFamily.Darts, 0) => "0: c(k-2)",
        (GenotypeFamily.Darts, 1) => "1: c(k-1)",
        (GenotypeFamily.NasBench201, 0) => "0: in",
        (GenotypeFamily.NasBench201, _) when _cell.Output.Contains(node) => $"{node}: out",
        _ => node.ToString(),
    };

    public static CellNames Of(GenotypeFamily family, CellGenotype cell) => new(family, cell);

    public static string Title(GenotypeFamily family, CellKind kind) => (family, kind) switch
    {
        (GenotypeFamily.NasBench201, _) => "cell",
        (_, CellKind.Normal) => "normal cell",
        _ => "reduction cell",
    };

    /// <summary>The cell in words.</summary>
    public string Describe()
    {
        var nodes = _cell.Edges.GroupBy(e => e.Edge.To)
            .Select(node => $"{node.Key} = {string.Join(" + ", node.Select(e => $"{e.Operation}({e.Edge.From})"))}");
        return string.Join("; ", Output is null ? nodes : nodes.Append($"output = concat({string.Join(", ", _cell.Output)})"));
    }
}
