namespace AerNas.Genotypes.Notations;

/// <summary>The notation of automl/NASLib and NAS-Bench-Suite-Zero, <c>(4, 0, 3, 1, 4, 3)</c>: the operation of each edge of a
/// NAS-Bench-201 cell by number. Edges come by their source and operations in an order of their own (NASLib
/// <c>conversions.py</c>).</summary>
internal static class NasBench201Indices
{
    private static readonly SearchSpace Space = SearchSpace.NasBench201;

    private static readonly ImmutableArray<CandidateOperation> Operations =
    [
        CandidateOperation.SkipConnect, CandidateOperation.None, CandidateOperation.NorConv3x3, CandidateOperation.NorConv1x1,
        CandidateOperation.AvgPool3x3,
    ];

    private static readonly ImmutableArray<EdgeId> Edges = [.. Space.Edges.OrderBy(edge => edge.From).ThenBy(edge => edge.To)];

    /// <summary>Reads a cell; what follows it stays.</summary>
    public static Genotype Take(NotationReader reader)
    {
        var position = reader.Position;
        var numbers = reader.TakeList(reader.TakeNode);
        var expected = $"the numbers of {Edges.Length} operations";
        if (numbers.Count != Edges.Length)
            throw new GenotypeFormatException(position, expected, $"expected {expected}, got {numbers.Count}.");
        if (numbers.Exists(number => number.Value >= Operations.Length))
        {
            var stray = numbers.Find(number => number.Value >= Operations.Length);
            throw new GenotypeFormatException(stray.Position, "the number of an operation",
                $"expected the number of an operation, got {stray.Value}; "
                + $"they are {string.Join(", ", Operations.Select((operation, number) => $"{number} {operation}"))}.");
        }

        var chosen = Edges.Zip(numbers, (edge, number) => new GenotypeEdge(edge, Operations[number.Value]))
            .OrderBy(choice => Space.RowOf(choice.Edge));
        return Genotype.OfNasBench201(new CellGenotype(Space.InputNodes, chosen, [new NodeIndex(Space.NodeCount - 1)]));
    }
}
