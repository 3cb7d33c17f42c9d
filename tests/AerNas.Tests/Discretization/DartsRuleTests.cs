using AerNas.Discretization;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Discretization;

public sealed class DartsRuleTests
{
    [Fact]
    public void Discretize_TiedAlphas_KeepsEarlierEdgesAndOperations()
    {
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.Darts, _ => zeros([14, 8]));

        var genotype = new DartsRule().Discretize(alpha);

        Assert.All(genotype[CellKind.Normal].Edges, edge => Assert.Equal(CandidateOperation.MaxPool3x3, edge.Operation));
        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1], genotype[CellKind.Normal].Edges.Select(e => e.Edge.From.Value));
    }

    [Fact]
    public void Discretize_LargeNone_LowersTheEdgesScore()
    {
        var space = SearchSpace.Darts;
        var edge = new EdgeId(new NodeIndex(0), new NodeIndex(5));
        using var alpha = ArchitectureParameters.FromValues(space, _ =>
        {
            var values = zeros([14, 8]);
            values[space.RowOf(edge), space.ColumnOf(CandidateOperation.None)] = 5;
            return values;
        });

        var genotype = new DartsRule().Discretize(alpha);

        Assert.Equal([1, 2], genotype[CellKind.Reduction].EdgesInto(new NodeIndex(5)).Select(e => e.Edge.From.Value));
    }

    [Fact]
    public void Discretize_WeightsOfEdges_DecideWhichEdgesANodeKeeps()
    {
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.Darts, _ => zeros([14, 8]),
            _ => Tensors.Range(14, ScalarType.Float32));

        var genotype = new DartsRule().Discretize(alpha);

        Assert.Equal([1, 0, 2, 1, 3, 2, 4, 3], genotype[CellKind.Normal].Edges.Select(e => e.Edge.From.Value));
    }
}
