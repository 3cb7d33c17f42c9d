using AerNas.Genotypes;
using AerNas.Graphs;
using AerNas.Spaces;
using static AerNas.Spaces.CandidateOperation;

namespace AerNas.Tests.Spaces;

public sealed class SearchSpaceTests
{
    [Fact]
    public void WithTwins_OfOneOperation_HasAColumnMoreBehindIt()
    {
        var space = SearchSpace.Darts.WithTwins([SkipConnect]);

        Assert.Equal([None, MaxPool3x3, AvgPool3x3, SkipConnect, SkipConnect.Twin, SepConv3x3, SepConv5x5, DilConv3x3, DilConv5x5],
            space.Operations);
        Assert.Equal(SearchSpace.Darts.Name, space.Name);
        Assert.NotEqual(SearchSpace.Darts.Identity, space.Identity);
        Assert.NotEqual(KeptOperations.All(SearchSpace.Darts), KeptOperations.All(space));
        Assert.Equal(SearchSpace.Darts.ComputedNodes.Select(SearchSpace.Darts.KeptEdgesOf), space.ComputedNodes.Select(space.KeptEdgesOf));
    }

    [Fact]
    public void WithTwins_OfNothingItOffers_IsTheSameSpace()
    {
        Assert.Same(SearchSpace.Darts, SearchSpace.Darts.WithTwins([]));
        Assert.Same(SearchSpace.NasBench201, SearchSpace.NasBench201.WithTwins([SepConv3x3]));
    }

    [Fact]
    public void Twin_OfAnOperation_IsAnotherThatComputesTheSame()
    {
        var twin = DilConv5x5.Twin;

        Assert.NotEqual(DilConv5x5, twin);
        Assert.Equal(DilConv5x5.Family, twin.Family);
        Assert.Equal(LayersOf(DilConv5x5), LayersOf(twin));
        Assert.Same(DilConv5x5, twin.Original);
        Assert.Same(DilConv5x5, DilConv5x5.Original);
        Assert.False(TryParse(twin.Name, out _)); // so that no notation of genotypes knows it
    }

    [Fact]
    public void CellGenotype_OfATwin_NamesTheOriginal()
    {
        var edge = new EdgeId(new NodeIndex(0), new NodeIndex(1));
        var cell = new CellGenotype(1, [new GenotypeEdge(edge, SkipConnect.Twin)], [new NodeIndex(1)]);

        Assert.Equal([new GenotypeEdge(edge, SkipConnect)], cell.Edges);
    }

    private static IEnumerable<string> LayersOf(CandidateOperation operation)
    {
        var graph = new GraphBuilder();
        var network = graph.Build(operation.Build(new OperationSite(graph, graph.Images(4), 4, 1, BlockStyle.Derived)));
        return network.Layers.Select(layer => layer.ToString());
    }
}
