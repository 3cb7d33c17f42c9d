using System.Text.Json;
using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>Alphas to genotypes as the codes of FairDARTS, DropNAS and NASP derive them, exactly.</summary>
public sealed class MethodGenotypeParityTests
{
    private const double SmallestMargin = 2e-7; // the golden README's: below it the last bit of a float32 function decides

    /// <summary>
    /// The official parse() lists edges that read nodes which nothing leads to; such a node is no part of a cell here. Where nothing is
    /// reached from the inputs the official code has no answer, and ours is the best edge of the first node.
    /// </summary>
    [Theory]
    [GoldenFolders("fairdarts_genotype")]
    public void FairDarts_OfficialAlphas_KeepsTheOfficialEdgesThatAreReached(string folder)
    {
        var golden = GoldenCase.Read(folder);
        var published = FairDarts.Method.Published(SearchSpace.Darts);
        var threshold = published.Part<ThresholdOptions>() with { Value = golden.Hyperparameters.GetProperty("op_threshold").GetDouble() };
        Compare(golden, (entry, alpha, kind, name) =>
        {
            var best = GoldenGenotype.Edges(entry.GetProperty("darts").GetProperty(name)).ToArray();
            Assert.Equal(best, new LargestAlphaRule().Choose(alpha)[kind]);
            foreach (var (variant, among) in new[] { ("threshold_sparse", ThresholdScope.EdgesOfNode),
                ("threshold_edge", ThresholdScope.OperationsOfEdge) })
            {
                GenotypeEdge[] expected = [.. Reached(entry.GetProperty(variant).GetProperty(name).EnumerateArray().Select(Triple))];
                var rule = FairDarts.Method.Discretization(SearchSpace.Darts,
                    published.With<ThresholdOptions>(_ => threshold with { Among = among }));
                Assert.Equal(expected.Length > 0 ? expected : best[..1], rule.Choose(alpha)[kind]);
            }
        });
    }

    [Theory]
    [GoldenFolders("dropnas_genotype")]
    public void DropNas_OfficialAlphas_GivesTheOfficialCells(string folder)
    {
        var rule = DropNas.Method.Discretization(SearchSpace.Darts, DropNas.Method.Published(SearchSpace.Darts));
        Compare(GoldenCase.Read(folder),
            (entry, alpha, kind, name) => Assert.Equal(GoldenGenotype.Edges(entry.GetProperty(name)), rule.Choose(alpha)[kind]));
    }

    [Theory]
    [GoldenFolders("nasp_projection")]
    public void Nasp_OfficialAlphas_GivesTheOfficialProjectionsAndCells(string folder)
    {
        var golden = GoldenCase.Read(folder);
        using var scope = NewDisposeScope();
        var projected = golden.Tensor("out/projected", ScalarType.Float32); // [cases, kinds, 14, 7]
        var rule = Nasp.Method.Discretization(SearchSpace.Darts, Nasp.Method.Published(SearchSpace.Darts));
        Compare(golden, (entry, alpha, kind, name) =>
        {
            var mixture = Nasp.Method.Relaxations(Nasp.Method.Published(SearchSpace.Darts)).Weights.Relax(alpha, default);
            Assert.True(GoldenNetwork.OfOperations(golden, kind, mixture[kind])
                .equal(projected[entry.GetProperty("index").GetInt32(), SearchSpace.Darts.CellKinds.IndexOf(kind)]).all().item<bool>());
            if (!entry.GetProperty("genotype_has_ties").GetBoolean())
                Assert.Equal(GoldenGenotype.Edges(entry.GetProperty($"genotype_{name}")), rule.Choose(alpha)[kind]);
        });
    }

    /// <summary>Goes through the kinds of cell of every entry whose margin lets float32 decide.</summary>
    private static void Compare(GoldenCase golden, Action<JsonElement, ArchitectureParameters, CellKind, string> check)
    {
        using var scope = NewDisposeScope();
        var alphas = golden.Tensor("in/alphas", ScalarType.Float32); // [cases, kinds, 14, O]
        var entries = golden.Json.GetProperty("cases").EnumerateArray().Where(IsDecided).ToArray();
        Assert.NotEmpty(entries);
        foreach (var entry in entries)
        {
            using var alpha = GoldenNetwork.PDartsAlpha(GoldenNetwork.DartsKept(golden),
                kind => alphas[entry.GetProperty("index").GetInt32(), SearchSpace.Darts.CellKinds.IndexOf(kind)]);
            foreach (var kind in alpha.Space.CellKinds) check(entry, alpha, kind, GoldenNetwork.CellName(kind));
        }
    }

    private static bool IsDecided(JsonElement entry) =>
        !entry.TryGetProperty("min_decision_margin", out var margin) || margin.GetDouble() >= SmallestMargin;

    /// <summary>[operation, target, source].</summary>
    private static GenotypeEdge Triple(JsonElement triple) => new(
        new EdgeId(new NodeIndex(triple[2].GetInt32()), new NodeIndex(triple[1].GetInt32())),
            CandidateOperation.Parse(triple[0].GetString()!));

    private static IEnumerable<GenotypeEdge> Reached(IEnumerable<GenotypeEdge> edges)
    {
        var nodes = new HashSet<int> { 0, 1 };
        foreach (var edge in edges)
        {
            if (!nodes.Contains(edge.Edge.From.Value)) continue;
            nodes.Add(edge.Edge.To.Value);
            yield return edge;
        }
    }
}
