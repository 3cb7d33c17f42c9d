using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Discretization;

public sealed class SkipLimitRuleTests
{
    private static readonly CandidateOperation[] Preferred = [CandidateOperation.SepConv3x3, CandidateOperation.NorConv3x3];

    private static readonly Dictionary<string, IDiscretization> Rules = new()
    {
        ["darts"] = new DartsRule(),
        ["progressive"] = new ProgressiveRule(),
        ["threshold"] = new ThresholdRule(0.55), // sigmoid(0.5) = 0.62, sigmoid(0) = 0.5
        ["all-edges"] = new AllEdgesRule(),
        ["argmax"] = new ArgmaxRule(),
        ["without-none"] = new ArgmaxRule(exceptNone: true),
        ["connected"] = new ConnectedRule(new ArgmaxRule()),
    };

    public static TheoryData<string, string, int> Cases => new()
    {
        { "darts", "darts", 8 },
        { "darts", "progressive", 8 },
        { "darts", "threshold", 8 },
        { "darts", "all-edges", 14 },
        { "nasbench201", "argmax", 6 },
        { "nasbench201", "without-none", 6 },
        { "nasbench201", "threshold", 6 },
        { "nasbench201", "connected", 6 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Variants_SkipsOnEveryEdge_FreeTheWeakestFirst(string name, string ruleName, int edges)
    {
        var (space, rule) = (Space(name), Rules[ruleName]);
        using var alpha = Alphas(space, skipOf: row => 1 + 0.1f * row);

        var variants = new SkipLimitRule(rule, 2).Variants(alpha);

        Assert.Equal(Enumerable.Range(0, edges + 1).Reverse(), variants.Select(variant => variant.MostSkips));
        Assert.Equal(variants.Select(variant => variant.MostSkips), variants.Select(variant => Skips(variant.Genotype, CellKind.Normal)));
        var freed = variants[1].Genotype[CellKind.Normal].Edges.Single(edge => edge.Edge == space.Edges[0]); // row 0 has the weakest skip
        Assert.Contains(freed.Operation, Preferred);
        Assert.Equal(variants[^3].Genotype, new SkipLimitRule(rule, 2).Discretize(alpha));
    }

    [Fact]
    public void Variants_OnDarts_LeaveTheReductionCellAlone()
    {
        using var alpha = Alphas(SearchSpace.Darts, skipOf: row => 1 + 0.1f * row);

        Assert.All(new SkipLimitRule(new DartsRule(), 0).Variants(alpha),
            variant => Assert.Equal(8, Skips(variant.Genotype, CellKind.Reduction)));
    }

    [Theory]
    [InlineData("darts", 8)]
    [InlineData("nasbench201", 6)]
    public void Variants_NothingButSkips_KeepWhatCannotBeLeftOut(string name, int edges)
    {
        var space = Space(name);
        using var alpha = Alphas(space, skipOf: _ => 1);
        alpha.Keep(KeptOperations.All(space).Where((_, _, o) => o.Family is OperationFamily.Skip or OperationFamily.None));
        IDiscretization rule = space == SearchSpace.Darts ? new DartsRule() : new ArgmaxRule();

        Assert.All(new SkipLimitRule(rule, 0).Variants(alpha), variant => Assert.Equal(edges, Skips(variant.Genotype, CellKind.Normal)));
    }

    [Fact]
    public void Discretize_WhatIsRuledOut_LeavesTheOthersTheirWorth()
    {
        var space = SearchSpace.Darts;
        using var alpha = Alphas(space, skipOf: row => row == 2 ? 9 : -9); // a softmax without that skip would put its edge first
        var into = space.EdgesInto(space.Edges[2].To).Select(edge => edge.From.Value).ToArray();

        var chosen = new SkipLimitRule(new DartsRule(), 0).Discretize(alpha)[CellKind.Normal].EdgesInto(space.Edges[2].To);

        Assert.Equal([0, 1, 2], into);
        Assert.Equal([1, 2], chosen.Select(edge => edge.Edge.From.Value).Order());
    }

    private static SearchSpace Space(string name) => SearchSpace.Find(name);

    private static int Skips(Genotype genotype, CellKind kind) =>
        genotype[kind].Edges.Count(edge => edge.Operation == CandidateOperation.SkipConnect);

    /// <summary>Every edge prefers its skip connection, then the 3x3 convolution.</summary>
    private static ArchitectureParameters Alphas(SearchSpace space, Func<int, float> skipOf) =>
        ArchitectureParameters.FromValues(space, _ =>
    {
        var values = new float[space.Edges.Length, space.Operations.Length];
        for (var row = 0; row < space.Edges.Length; row++)
        {
            values[row, space.ColumnOf(CandidateOperation.SkipConnect)] = skipOf(row);
            values[row, space.ColumnOf(space.Operations.Single(Preferred.Contains))] = 0.5f;
        }

        return tensor(values);
    });
}
