using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Discretization;

public sealed class CostLimitRuleTests
{
    private static readonly SearchSpace Space = SearchSpace.NasBench201;

    [Fact]
    public void Choose_WithinTheLimit_IsTheRulesOwnChoice()
    {
        using var alpha = Alphas(convolution: 3, skip: 1);
        Assert.Equal(new ArgmaxRule().Discretize(alpha), Rule(most: 6).Discretize(alpha));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(2)]
    [InlineData(0)]
    public void Choose_BeyondTheLimit_GivesUpNoMoreThanItMust(int most)
    {
        using var alpha = Alphas(convolution: 3, skip: 1);
        Assert.Equal(most, Convolutions(Rule(most).Discretize(alpha)));
    }

    /// <summary>The edge that is least sure of its convolution gives it up.</summary>
    [Fact]
    public void Choose_OneTooMany_GivesUpTheLeastProbable()
    {
        using var alpha = Alphas(convolution: 3, skip: 1);
        var column = Space.ColumnOf(CandidateOperation.NorConv3x3);
        using (no_grad()) alpha[Space.CellKinds[0]][4, column] = 2f;

        var edge = Rule(most: 5).Discretize(alpha)[Space.CellKinds[0]].Edges.Single(e => e.Operation != CandidateOperation.NorConv3x3);

        Assert.Equal(Space.Edges[4], edge.Edge);
    }

    /// <summary>What comes next in an edge's order may cost more than what it gives up.</summary>
    [Fact]
    public void Choose_DearerOperationsComeNext_AreGivenUpAsWell()
    {
        using var alpha = Alphas(convolution: 3, skip: 1);
        using (no_grad()) alpha[Space.CellKinds[0]][.., Space.ColumnOf(CandidateOperation.NorConv1x1)] = 4f;
        var rule = new CostLimitRule(new ArgmaxRule(), cell => cell[Space.CellKinds[0]].Edges.Sum(Cost));

        Assert.All(rule.Discretize(alpha)[Space.CellKinds[0]].Edges, edge => Assert.Equal(CandidateOperation.SkipConnect, edge.Operation));

        static int Cost(GenotypeEdge edge) => edge.Operation == CandidateOperation.NorConv3x3 ? 9
            : edge.Operation == CandidateOperation.NorConv1x1 ? 1 : 0;
    }

    [Fact]
    public void Choose_NothingKeepsToTheLimit_IsTheCheapest()
    {
        using var alpha = Alphas(convolution: 3, skip: 1);
        Assert.Equal(0, Convolutions(Rule(most: -1).Discretize(alpha)));
    }

    private static CostLimitRule Rule(int most) => new(new ArgmaxRule(), cell => Convolutions(cell) - most);

    private static int Convolutions(Genotype cell) =>
        cell[Space.CellKinds[0]].Edges.Count(edge => edge.Operation == CandidateOperation.NorConv3x3);

    private static ArchitectureParameters Alphas(double convolution, double skip) => ArchitectureParameters.FromValues(Space, _ =>
    {
        var rows = from edge in Space.Edges
                   from operation in Space.Operations
                   select (float)(operation == CandidateOperation.NorConv3x3 ? convolution
                       : operation == CandidateOperation.SkipConnect ? skip : 0);
        using var flat = tensor(rows.ToArray());
        return flat.reshape(Space.Edges.Length, Space.Operations.Length);
    });
}
