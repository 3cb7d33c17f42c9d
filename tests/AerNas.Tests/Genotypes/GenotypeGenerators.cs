using AerNas.Genotypes;
using AerNas.Spaces;
using CsCheck;

namespace AerNas.Tests.Genotypes;

/// <summary>Random genotypes of both families.</summary>
internal static class GenotypeGenerators
{
    private static readonly CandidateOperation[] DartsOperations =
        [.. SearchSpace.Darts.GenotypeOperations.Where(o => o.Family != OperationFamily.DenseConvolution)];

    public static Gen<Genotype> NasBench201 { get; } =
        Gen.OneOf<CandidateOperation>([.. SearchSpace.NasBench201.Operations]).Array[SearchSpace.NasBench201.Edges.Length]
            .Select(operations =>
            Genotype.OfNasBench201(new CellGenotype(
                1, SearchSpace.NasBench201.Edges.Zip(operations, (edge, operation) => new GenotypeEdge(edge, operation)),
                    [new NodeIndex(3)])));

    /// <summary>Two edges per node: what the flat notation can write.</summary>
    public static Gen<Genotype> Darts { get; } = DartsOf(Gen.Const(2));

    /// <summary>One to four edges per node.</summary>
    public static Gen<Genotype> DartsOfAnyDegree { get; } = DartsOf(Gen.Int[1, 4]);

    public static Gen<Genotype> Any { get; } = Gen.OneOf(NasBench201, Darts, DartsOfAnyDegree);

    private static Gen<Genotype> DartsOf(Gen<int> edgesPerNode) =>
        Gen.Select(Cell(edgesPerNode), Cell(edgesPerNode), Genotype.OfDarts);

    private static Gen<CellGenotype> Cell(Gen<int> edgesPerNode) =>
        from nodes in Gen.Int[1, 6]
        from edges in Edges(nodes, edgesPerNode)
        from output in Gen.Int[2, nodes + 1].Array[1, 6]
        select new CellGenotype(2, edges, output.Distinct().Select(n => new NodeIndex(n)));

    private static Gen<GenotypeEdge[]> Edges(int nodes, Gen<int> edgesPerNode) =>
        Enumerable.Range(2, nodes).Aggregate(Gen.Const(Array.Empty<GenotypeEdge>()), (before, node) =>
            from earlier in before
            from count in edgesPerNode
            from own in EdgeInto(node).Array[count]
            select (GenotypeEdge[])[.. earlier, .. own]);

    private static Gen<GenotypeEdge> EdgeInto(int node) =>
        from source in Gen.Int[0, node - 1]
        from operation in Gen.OneOf<CandidateOperation>(DartsOperations)
        select new GenotypeEdge(new EdgeId(new NodeIndex(source), new NodeIndex(node)), operation);
}
