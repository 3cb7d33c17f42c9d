using System.Text.Json;
using AerNas.Genotypes;
using AerNas.Spaces;

namespace AerNas.Tests.Parity;

/// <summary>Reads the genotypes of golden files: (operation, source) pairs, two per node.</summary>
internal static class GoldenGenotype
{
    public static Genotype Read(JsonElement genotype) => Genotype.OfDarts(Cell(genotype, "normal"), Cell(genotype, "reduce"));

    /// <summary>The nested form of DARTS-AER: a list of pairs for each node.</summary>
    public static Genotype ReadNested(JsonElement genotype) =>
        Genotype.OfDarts(NestedCell(genotype, "normal"), NestedCell(genotype, "reduce"));

    /// <summary>The edges of a cell: [operation, source] pairs, two a node.</summary>
    public static IEnumerable<GenotypeEdge> Edges(JsonElement pairs) => pairs.EnumerateArray().Select((pair, position) => new GenotypeEdge(
        new EdgeId(new NodeIndex(pair[1].GetInt32()), new NodeIndex(2 + (position / 2))), CandidateOperation.Parse(pair[0].GetString()!)));

    private static CellGenotype NestedCell(JsonElement genotype, string kind)
    {
        var edges = genotype.GetProperty(kind).EnumerateArray()
            .SelectMany((node, i) => node.EnumerateArray().Select(pair => new GenotypeEdge(
            new EdgeId(new NodeIndex(pair[1].GetInt32()), new NodeIndex(2 + i)), CandidateOperation.Parse(pair[0].GetString()!))));
        var output = genotype.GetProperty($"{kind}_concat").EnumerateArray().Select(n => new NodeIndex(n.GetInt32()));
        return new CellGenotype(2, edges, output);
    }

    private static CellGenotype Cell(JsonElement genotype, string kind)
    {
        var edges = Edges(genotype.GetProperty(kind));
        var concatenated = genotype.TryGetProperty($"{kind}_concat", out var own) ? own : genotype.GetProperty("concat");
        return new CellGenotype(2, edges, concatenated.EnumerateArray().Select(n => new NodeIndex(n.GetInt32())));
    }
}
