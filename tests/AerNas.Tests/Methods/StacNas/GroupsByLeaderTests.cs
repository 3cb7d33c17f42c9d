using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using static AerNas.Spaces.CandidateOperation;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class GroupsByLeaderTests
{
    [Fact]
    public void First_OfDarts_KeepsNoneAndTheFirstOfEveryGroup()
    {
        var first = new GroupsByLeader().First(SearchSpace.Darts);

        Assert.All(SearchSpace.Darts.CellKinds, kind => Assert.All(SearchSpace.Darts.Edges, edge =>
            Assert.Equal([None, MaxPool3x3, SkipConnect, SepConv3x3, DilConv3x3], first.Of(kind, edge))));
    }

    [Fact]
    public void After_TheLeaderOfTheLargestAlpha_BringsItsGroupAndNone()
    {
        var space = SearchSpace.Darts;
        CandidateOperation[] best = [MaxPool3x3, SkipConnect, SepConv3x3, DilConv3x3, None];
        using var alpha = ArchitectureParameters.FromValues(space, _ => Rows(best));
        var groups = new GroupsByLeader();
        alpha.Keep(groups.First(space));

        var second = groups.After(alpha, 1);

        CandidateOperation[][] expected =
        [
            [None, MaxPool3x3, AvgPool3x3], [None, SkipConnect], [None, SepConv3x3, SepConv5x5], [None, DilConv3x3, DilConv5x5],
            [None, MaxPool3x3, AvgPool3x3], // where none is best the next best wins; of equals the first
        ];
        Assert.All(space.CellKinds,
            kind => Assert.All(space.Edges, edge => Assert.Equal(expected[space.RowOf(edge) % 5], second.Of(kind, edge))));
    }

    [Fact]
    public void After_ASpaceWithATwin_HasItInTheGroupOfItsOriginalOnly()
    {
        var space = SearchSpace.Darts.WithTwins([SkipConnect]);
        var groups = new GroupsByLeader();
        var values = from edge in space.Edges
                     from operation in space.Operations
                     select operation == SkipConnect && edge.To.Value == 5 ? 1.0 : 0;
        using var alpha = ArchitectureParameters.FromValues(space, _ => tensor(values.ToArray()).reshape(14, 9));
        alpha.Keep(groups.First(space));

        var second = groups.After(alpha, 1);

        Assert.Equal([None, MaxPool3x3, SkipConnect, SepConv3x3, DilConv3x3], alpha.Kept.Of(CellKind.Normal, space.Edges[0]));
        Assert.All(space.CellKinds, kind => Assert.All(space.Edges, edge => Assert.Equal(
            edge.To.Value == 5 ? [None, SkipConnect, SkipConnect.Twin] : [None, MaxPool3x3, AvgPool3x3], second.Of(kind, edge))));
    }

    /// <summary>One operation an edge at 1, the others at 0; what is dropped at 9.</summary>
    private static Tensor Rows(CandidateOperation[] best)
    {
        var space = SearchSpace.Darts;
        var values = from edge in space.Edges
                     from operation in space.Operations
                     select operation == AvgPool3x3 || operation == SepConv5x5 || operation == DilConv5x5 ? 9.0
                         : operation == best[space.RowOf(edge) % 5] ? 1 : 0;
        return tensor(values.ToArray()).reshape(14, 8);
    }
}
