namespace AerNas.Genotypes;

/// <summary>What the shape of a NAS-Bench-201 cell says about it (AutoDL-Projects <c>genotypes.py</c>, <c>Structure</c>).</summary>
public static class NasBench201Structure
{
    private const string Zero = "#";

    /// <summary>A text that is equal for cells that compute the same function up to the names of their nodes (<c>to_unique_str</c> with
    /// zeros considered): the output's expression with sums sorted, skip connections removed and everything behind <c>none</c> as
    /// <c>#</c>.</summary>
    /// <exception cref="ArgumentException">The genotype is of another space.</exception>
    public static string IsomorphismKey(Genotype genotype)
    {
        var cell = CellOf(genotype);
        var values = new string[cell.NodeCount];
        values[0] = "0";
        for (var node = 1; node < cell.NodeCount; node++)
        {
            var terms = cell.EdgesInto(new NodeIndex(node)).Select(e => Term(e.Operation, values[e.Edge.From.Value]));
            values[node] = string.Join('+', terms.Order(StringComparer.Ordinal));
        }

        return values[^1];
    }

    private static string Term(CandidateOperation operation, string source) => operation.Family switch
    {
        OperationFamily.None => Zero,
        _ when source == Zero => Zero,
        OperationFamily.Skip => source,
        _ => $"({source})@{operation}",
    };

    private static CellGenotype CellOf(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return genotype.Space.Notation == GenotypeForm.NasBench201
            ? genotype[CellKind.Normal]
            : throw new ArgumentException($"Expected a NAS-Bench-201 genotype, got one of {genotype.Space.Name}.", nameof(genotype));
    }
}
