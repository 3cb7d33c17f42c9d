using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Relaxations;

public sealed class ChosenOperationsTests
{
    [Fact]
    public void Mixture_HasAWeightOfOneWhereAnOperationIsChosen()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.Darts;
        var path = ChosenOperations.OnEveryEdge(space, Choose);
        var mixture = Mixture.Of(path, ScalarType.Float64);
        foreach (var kind in space.CellKinds)
        {
            Assert.Equal(ScalarType.Float64, mixture[kind].dtype);
            Assert.Equal(space.Edges.Length, mixture[kind].sum().ToNumber());
            foreach (var edge in space.Edges)
            {
                Assert.Equal(Choose(kind, edge), path[kind, edge]);
                Assert.Equal(1, mixture[kind][space.RowOf(edge), space.ColumnOf(Choose(kind, edge))].ToNumber());
                Assert.Equal([Choose(kind, edge)], space.Operations.Where(operation => mixture.IsActive(kind, edge, operation)));
            }
        }

        CandidateOperation Choose(CellKind kind, EdgeId edge) =>
            space.Operations[(space.RowOf(edge) + (kind == CellKind.Normal ? 0 : 3)) % space.Operations.Length];
    }

    [Fact]
    public void Equality_IsThatOfSpaceAndOperations()
    {
        var space = SearchSpace.NasBench201;
        var path = ChosenOperations.OnEveryEdge(space, (_, edge) => space.Operations[edge.From.Value]);
        Assert.Equal(path, ChosenOperations.OnEveryEdge(space, (_, edge) => space.Operations[edge.From.Value]));
        Assert.Equal(path.GetHashCode(), ChosenOperations.OnEveryEdge(space, (_, edge) => space.Operations[edge.From.Value]).GetHashCode());
        Assert.NotEqual(path, ChosenOperations.OnEveryEdge(space, (_, edge) => space.Operations[edge.To.Value]));
        Assert.NotEqual(path,
            ChosenOperations.OnEveryEdge(space.WithOrder(space.Operations.Reverse()), (_, edge) => space.Operations[edge.From.Value]));
        Assert.Equal("Normal: 1<-0 none, 2<-0 none, 2<-1 skip_connect, 3<-0 none, 3<-1 skip_connect, 3<-2 nor_conv_1x1", path.ToString());
    }

    [Fact]
    public void Constructor_OperationThatTheSpaceDoesNotOffer_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        ChosenOperations.OnEveryEdge(SearchSpace.NasBench201, (_, _) => CandidateOperation.SepConv3x3));
}
