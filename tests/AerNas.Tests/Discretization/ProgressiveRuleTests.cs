using AerNas.Discretization;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Discretization;

public sealed class ProgressiveRuleTests
{
    private static readonly SearchSpace Space = SearchSpace.Darts;

    [Fact]
    public void Variants_SkipsOnEveryEdge_FreeTheWeakestFirst()
    {
        using var alpha = Alphas(skipOf: row => 1 + 0.1f * row);

        var variants = ProgressiveRule.Variants(alpha);

        Assert.Equal([8, 7, 6, 5, 4, 3, 2, 1, 0], variants.Select(variant => variant.MostSkips));
        Assert.Equal(variants.Select(variant => variant.MostSkips), variants.Select(variant => Skips(variant, CellKind.Normal)));
        Assert.All(variants, variant => Assert.Equal(8, Skips(variant, CellKind.Reduction)));
        Assert.Equal(CandidateOperation.SepConv3x3, variants[1].Genotype[CellKind.Normal].Edges[0].Operation); // row 0 has the weakest skip
        Assert.Equal(variants[6].Genotype, new ProgressiveRule(2).Discretize(alpha));
    }

    [Fact]
    public void Variants_NothingButSkips_KeepWhatCannotBeLeftOut()
    {
        using var alpha = Alphas(skipOf: _ => 1);
        alpha.Keep(KeptOperations.All(Space).Where((_, _, o) => o.Family is OperationFamily.Skip or OperationFamily.None));

        Assert.All(ProgressiveRule.Variants(alpha), variant => Assert.Equal(8, Skips(variant, CellKind.Normal)));
    }

    private static int Skips(RestrictedGenotype variant, CellKind kind) =>
        variant.Genotype[kind].Edges.Count(edge => edge.Operation == CandidateOperation.SkipConnect);

    /// <summary>Every edge prefers its skip connection, then the 3x3 separable convolution.</summary>
    private static ArchitectureParameters Alphas(Func<int, float> skipOf) => ArchitectureParameters.FromValues(Space, _ =>
    {
        var values = new float[Space.Edges.Length, Space.Operations.Length];
        for (var row = 0; row < Space.Edges.Length; row++)
        {
            values[row, Space.ColumnOf(CandidateOperation.SkipConnect)] = skipOf(row);
            values[row, Space.ColumnOf(CandidateOperation.SepConv3x3)] = 0.5f;
        }

        return tensor(values);
    });
}
