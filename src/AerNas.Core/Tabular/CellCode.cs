using AerNas.Genotypes;

namespace AerNas.Tabular;

/// <summary>Numbers the cells of NAS-Bench-201: the operation of each edge is a digit to the base 5, the first edge the highest.</summary>
internal static class CellCode
{
    public const int Count = 15_625;
    internal static readonly SearchSpace Space = SearchSpace.NasBench201;

    /// <summary>The number of a cell; an edge that it lacks carries none.</summary>
    /// <exception cref="ArgumentException">It is no cell of the space.</exception>
    public static int Of(Genotype genotype)
    {
        if (!genotype.Space.Equals(Space))
            throw new ArgumentException($"The table holds NAS-Bench-201 cells; this genotype is of {genotype.Space.Name}.",
                nameof(genotype));
        Span<int> digits = stackalloc int[Space.Edges.Length];
        digits.Clear();
        foreach (var (edge, operation) in genotype[Space.CellKinds[0]].Edges)
        {
            var column = Space.Operations.IndexOf(operation);
            if (column < 0 || edge.To.Value >= Space.NodeCount)
                throw new ArgumentException($"The table has no cell with {operation} on edge {edge}.", nameof(genotype));
            digits[RowOf(edge)] = column;
        }

        var code = 0;
        foreach (var digit in digits) code = (code * Space.Operations.Length) + digit;
        return code;
    }

    public static Genotype ToGenotype(int code)
    {
        var edges = new GenotypeEdge[Space.Edges.Length];
        for (var row = edges.Length - 1; row >= 0; row--)
        {
            (code, var column) = Math.DivRem(code, Space.Operations.Length);
            edges[row] = new GenotypeEdge(Space.Edges[row], Space.Operations[column]);
        }

        return Genotype.OfNasBench201(new CellGenotype(Space.InputNodes, edges, [new NodeIndex(Space.NodeCount - 1)]));
    }

    /// <summary>As <see cref="SearchSpace.RowOf"/>, without a dictionary: node n has n edges, from the nodes before it.</summary>
    private static int RowOf(EdgeId edge) => (edge.To.Value * (edge.To.Value - 1) / 2) + edge.From.Value;
}
