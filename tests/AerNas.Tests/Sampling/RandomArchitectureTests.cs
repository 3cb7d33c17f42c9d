using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Sampling;
using AerNas.Spaces;

namespace AerNas.Tests.Sampling;

public sealed class RandomArchitectureTests
{
    private const int Draws = 2000;

    [Fact]
    public void Of_DartsSpace_KeepsTwoEdgesANodeAndNoNone()
    {
        var cells = Cells().ToArray();

        Assert.All(cells, cell => Assert.All(SearchSpace.Darts.ComputedNodes, node =>
        {
            var into = cell.EdgesInto(node).ToArray();
            Assert.Equal(2, into.Select(edge => edge.Edge.From).Distinct().Count());
            Assert.DoesNotContain(into, edge => edge.Operation == CandidateOperation.None);
        }));
        Assert.All(cells, cell => Assert.Equal(SearchSpace.Darts.ComputedNodes, cell.Output));
    }

    [Fact]
    public void Of_DartsSpace_DrawsEdgesAndOperationsEvenly()
    {
        var edges = Cells().SelectMany(cell => cell.Edges).ToArray();

        var operations = edges.CountBy(edge => edge.Operation).ToArray();
        Assert.Equal(7, operations.Length);
        // four deviations of 32,000 draws are 0.055
        Assert.All(operations, count => Assert.InRange(7.0 * count.Value / edges.Length, 0.95, 1.05));
        foreach (var into in edges.GroupBy(edge => edge.Edge.To))
        {
            Assert.Equal(into.Key.Value, into.CountBy(edge => edge.Edge.From).Count());
            Assert.All(into.CountBy(edge => edge.Edge.From),
                count => Assert.InRange((double)count.Value * into.Key.Value / into.Count(), 0.9, 1.1));
        }
    }

    [Fact]
    public void Of_NasBench201_IsWhatRandomSearchProposesFirst()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            using var sampler = RandomSearch.Method.Sampler(new SamplingOptions { Search = new SamplingPhaseOptions { Seed = seed } },
                SearchSpace.NasBench201);
            Assert.Equal(sampler.Propose([])!.ToGenotype(), RandomArchitecture.Of(SearchSpace.NasBench201, seed));
        }
    }

    [Fact]
    public void Of_AnotherSeed_IsAnother() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(seed => RandomArchitecture.Of(SearchSpace.Darts, seed).ToString())
            .Distinct().Count());

    private static IEnumerable<CellGenotype> Cells() =>
        Enumerable.Range(0, Draws).Select(seed => RandomArchitecture.Of(SearchSpace.Darts, seed))
            .SelectMany(genotype => genotype.CellKinds.Select(kind => genotype[kind]));
}
