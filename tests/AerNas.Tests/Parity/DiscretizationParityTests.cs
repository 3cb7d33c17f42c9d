using System.Text.Json;
using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>Alphas to genotypes, exactly as the official codes derive them.</summary>
public sealed class DiscretizationParityTests
{
    [Theory]
    [GoldenFolders("genotype_darts")]
    public void DartsRule_OfficialAlphas_GivesTheOfficialGenotypes(string folder)
    {
        var golden = GoldenCase.Read(folder);
        var orders = new[] { "op_order_darts_aer", "op_order_quark0" }.Select(name => Operations(golden, name)).ToArray();
        using var scope = NewDisposeScope();
        var alphas = golden.Tensor("in/alphas", ScalarType.Float32); // [cases, normal | reduce, 14, 8]
        foreach (var (expected, i) in golden.Json.GetProperty("cases").EnumerateArray().Select((c, i) => (c, i)))
        {
            foreach (var order in orders)
            {
                using var alpha = ArchitectureParameters.FromValues(SearchSpace.Darts.WithOrder(order),
                    kind => Reordered(alphas[i, SearchSpace.Darts.CellKinds.IndexOf(kind)], orders[0], order));
                var genotype = new DartsRule().Discretize(alpha);
                AssertCell(expected.GetProperty("normal"), genotype[CellKind.Normal]);
                AssertCell(expected.GetProperty("reduce"), genotype[CellKind.Reduction]);
            }
        }
    }

    [Theory]
    [GoldenFolders("pcdarts_genotype")]
    public void DartsRule_OfficialAlphasAndBetas_GivesTheOfficialGenotypes(string folder)
    {
        var golden = GoldenCase.Read(folder);
        using var scope = NewDisposeScope();
        var alphas = golden.Tensor("in/alphas", ScalarType.Float32); // [cases, normal | reduce, 14, 8]
        var betas = golden.Tensor("in/betas", ScalarType.Float32); // [cases, normal | reduce, 14]
        foreach (var (expected, i) in golden.Json.GetProperty("cases").EnumerateArray().Select((c, i) => (c, i)))
        {
            using var alpha = ArchitectureParameters.FromValues(
                GoldenNetwork.DartsSpace(golden), kind => alphas[i, SearchSpace.Darts.CellKinds.IndexOf(kind)],
                    kind => betas[i, SearchSpace.Darts.CellKinds.IndexOf(kind)]);
            Assert.Equal(GoldenGenotype.Read(expected), new DartsRule().Discretize(alpha));
        }
    }

    [Theory]
    [GoldenFolders("nb201_genotype")]
    public void ArgmaxRule_OfficialAlphas_GivesTheOfficialCells(string folder)
    {
        var golden = GoldenCase.Read(folder);
        using var scope = NewDisposeScope();
        var alphas = golden.Tensor("in/arch_parameters", ScalarType.Float32); // [cases, 6, 5]
        foreach (var (expected, i) in golden.Json.GetProperty("cases").EnumerateArray().Select((c, i) => (c, i)))
        {
            using var alpha = ArchitectureParameters.FromValues(GoldenNetwork.NasBench201Space(golden), _ => alphas[i].clone());
            Assert.Equal(expected.GetProperty("arch").GetString(), new ArgmaxRule().Discretize(alpha).ToString());
        }
    }

    /// <summary>The same architecture under another order of operations.</summary>
    private static Tensor Reordered(Tensor values, CandidateOperation[] from, CandidateOperation[] to) =>
        values.index_select(1, tensor([.. to.Select(o => (long)Array.IndexOf(from, o))]));

    private static void AssertCell(JsonElement pairs, CellGenotype cell) => Assert.Equal(
        pairs.EnumerateArray().Select((pair, i) => (pair[0].GetString()!, pair[1].GetInt32(), 2 + i / 2)),
        cell.Edges.Select(e => (e.Operation.Name, e.Edge.From.Value, e.Edge.To.Value)));

    private static CandidateOperation[] Operations(GoldenCase golden, string property) =>
        [.. golden.Json.GetProperty(property).EnumerateArray().Select(name => CandidateOperation.Parse(name.GetString()!))];
}
