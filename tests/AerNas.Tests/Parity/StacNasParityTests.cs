using System.Text.Json;
using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The stages of StacNAS against the official code: which group an edge goes on with, and what is derived.</summary>
public sealed class StacNasParityTests
{
    [Theory]
    [GoldenFolders("stacnas_stages")]
    public void Stages_OfficialAlphas_KeepTheOfficialGroupsAndDeriveTheOfficialCells(string folder)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        var leaders = golden.Json.GetProperty("stage1_op_order").EnumerateArray()
            .Select(name => CandidateOperation.Parse(name.GetString()!)).ToArray();
        // [n, kinds, 14, O]
        var (first, second) =
            (golden.Tensor("in/stage1_alphas", ScalarType.Float64), golden.Tensor("in/stage2_alphas", ScalarType.Float64));
        var (space, groups) = (StacNas.Method.Searched(SearchSpace.Darts), new GroupsByLeader());
        foreach (var entry in golden.Json.GetProperty("cases").EnumerateArray())
        {
            var index = entry.GetProperty("index").GetInt32();
            using var alpha = Alpha(space, (kind, edge) => leaders.Zip(Row(first[index], kind, edge)));
            alpha.Keep(groups.First(space));
            var kept = groups.After(alpha, 1);
            using var last = Alpha(space, (kind, edge) => Primitives(entry, kind, edge).Zip(Row(second[index], kind, edge)));
            last.Keep(kept);
            var genotype = StacNas.Method.Discretization(space, StacNas.Method.Published(SearchSpace.Darts)).Discretize(last);
            foreach (var kind in space.CellKinds)
            {
                Assert.All(space.Edges, edge => Assert.Equal(Primitives(entry, kind, edge).OrderBy(space.ColumnOf), kept.Of(kind, edge)));
                Assert.Equal(entry.GetProperty(GoldenNetwork.CellName(kind)).EnumerateArray().SelectMany((node, i) => Edges(node, 2 + i)),
                    genotype[kind].Edges);
            }
        }

        IEnumerable<double> Row(Tensor alphas, CellKind kind, EdgeId edge) =>
            alphas[SearchSpace.Darts.CellKinds.IndexOf(kind), space.RowOf(edge)].data<double>().ToArray();

        CandidateOperation[] Primitives(JsonElement entry, CellKind kind, EdgeId edge) =>
            WithTwins([.. entry.GetProperty($"stage2_primitives_{GoldenNetwork.CellName(kind)}")[space.RowOf(edge)].EnumerateArray()
                .Select(name => CandidateOperation.Parse(name.GetString()!))]);
    }

    /// <summary>What the official code names a second time is the twin of the first.</summary>
    private static CandidateOperation[] WithTwins(CandidateOperation[] named) =>
        [.. named.Select((operation, i) => named.Take(i).Contains(operation) ? operation.Twin : operation)];

    private static ArchitectureParameters Alpha(
        SearchSpace space, Func<CellKind, EdgeId, IEnumerable<(CandidateOperation Operation, double Value)>> values) =>
        ArchitectureParameters.FromValues(space, kind =>
        {
            var numbers = new double[space.Edges.Length, space.Operations.Length];
            foreach (var edge in space.Edges)
                foreach (var (operation, value) in values(kind, edge)) numbers[space.RowOf(edge), space.ColumnOf(operation)] = value;
            return tensor(numbers);
        });

    private static IEnumerable<GenotypeEdge> Edges(JsonElement node, int to) => node.EnumerateArray().Select(pair => new GenotypeEdge(
        new EdgeId(new NodeIndex(pair[1].GetInt32()), new NodeIndex(to)), CandidateOperation.Parse(pair[0].GetString()!)));
}
