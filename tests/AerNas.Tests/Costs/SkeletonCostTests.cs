using AerNas.Costs;
using AerNas.Genotypes;
using AerNas.Networks;
using AerNas.Sampling;
using AerNas.Spaces;

namespace AerNas.Tests.Costs;

public sealed class SkeletonCostTests
{
    public static TheoryData<string> Spaces => [.. SearchSpace.All.Select(space => space.Name)];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void RestAndOperations_OfAnyArchitecture_AreWhatItsNetworkCosts(string name)
    {
        var space = SearchSpace.Find(name);
        var (genotype, skeleton) = (RandomArchitecture.Of(space, seed: 5), Skeleton.Of(space));
        var costs = new SkeletonCost(skeleton);

        var total = costs.Rest;
        foreach (var cell in DerivedGraph.Cells(skeleton))
            foreach (var chosen in genotype[cell.Kind].Edges) total += costs.Of(cell.Place(chosen.Operation, chosen.Edge, space));

        Assert.Equal(GenotypeCost.Of(genotype, skeleton).Network, total);
    }
}
