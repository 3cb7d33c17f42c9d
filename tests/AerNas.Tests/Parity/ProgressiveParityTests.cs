using System.Text.Json;
using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>What P-DARTS drops between its stages and derives after the last, as the official script does.</summary>
public sealed class ProgressiveParityTests
{
    private const double SmallestMargin = 2e-7; // the README's: below it the last bit of a float32 softmax decides

    [Theory]
    [GoldenFolders("pdarts_derivation")]
    public void Stages_OfficialAlphas_DropAndDeriveAsOfficial(string folder)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        var narrowing = new WeakestDropped(OperationCounts(golden));
        // [cases, kinds, 14, kept]
        var alphas = Enumerable.Range(1, 3).Select(stage => golden.Tensor($"in/stage{stage}_alphas", ScalarType.Float32)).ToArray();
        var decided = golden.Json.GetProperty("cases").EnumerateArray()
            .Where(c => c.GetProperty("min_decision_margin").GetDouble() >= SmallestMargin).ToArray();
        Assert.NotEmpty(decided);
        foreach (var expected in decided)
        {
            var index = expected.GetProperty("index").GetInt32();
            var kept = narrowing.First(GoldenNetwork.DartsSpace(golden));
            for (var stage = 1; stage < 3; stage++)
            {
                using var alpha = GoldenNetwork.PDartsAlpha(kept,
                    kind => alphas[stage - 1][index, SearchSpace.Darts.CellKinds.IndexOf(kind)]);
                var next = narrowing.After(alpha, stage);
                AssertDropped(expected.GetProperty("stages")[stage - 1], kept, next);
                kept = next;
            }

            using var last = GoldenNetwork.PDartsAlpha(kept, kind => alphas[2][index, SearchSpace.Darts.CellKinds.IndexOf(kind)]);
            var rule = new SkipLimitRule(new ProgressiveRule(), 2);
            AssertVariants(expected, rule.Variants(last));
            Assert.Equal(rule.Variants(last)[^3].Genotype, rule.Discretize(last));
        }
    }

    /// <summary>How many operations an edge has in each stage.</summary>
    private static int[] OperationCounts(GoldenCase golden)
    {
        var after = golden.Hyperparameters.GetProperty("num_to_keep").EnumerateArray().Select(count => count.GetInt32());
        return [golden.Operations.Length, .. after.SkipLast(1)];
    }

    private static void AssertDropped(JsonElement stage, KeptOperations before, KeptOperations after)
    {
        foreach (var (kind, name) in new[] { (CellKind.Normal, "dropped_normal"), (CellKind.Reduction, "dropped_reduce") })
        {
            foreach (var (edge, dropped) in before.Space.Edges.Zip(stage.GetProperty(name).EnumerateArray()))
            {
                var columns = before.Of(kind, edge).Except(after.Of(kind, edge)).Select(before.Space.ColumnOf);
                Assert.Equal(dropped.EnumerateArray().Select(column => column.GetInt32()).Order(), columns);
            }
        }
    }

    /// <summary>The script prints the architecture under each limit that changes it.</summary>
    private static void AssertVariants(JsonElement expected, IReadOnlyList<RestrictedGenotype> variants)
    {
        Assert.Equal(GoldenGenotype.Read(expected.GetProperty("genotype")), variants[0].Genotype);
        var printed = variants.Zip(variants.Skip(1)).Where(pair => !pair.First.Genotype.Equals(pair.Second.Genotype))
            .Select(pair => pair.Second).ToArray();
        Assert.Equal(expected.GetProperty("restricted").EnumerateArray().Select(r => r.GetProperty("max_sk").GetInt32()),
            printed.Select(variant => variant.MostSkips));
        foreach (var (restricted, variant) in expected.GetProperty("restricted").EnumerateArray().Zip(printed))
        {
            Assert.Equal(Pairs(restricted.GetProperty("normal")), Pairs(variant.Genotype[CellKind.Normal]));
            Assert.Equal(Pairs(expected.GetProperty("genotype").GetProperty("reduce")), Pairs(variant.Genotype[CellKind.Reduction]));
        }
    }

    private static IEnumerable<(string, int)> Pairs(JsonElement cell) =>
        cell.EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetInt32()));

    private static IEnumerable<(string, int)> Pairs(CellGenotype cell) =>
        cell.Edges.Select(edge => (edge.Operation.Name, edge.Edge.From.Value));
}
