using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Spaces;

namespace AerNas.Tests.Methods;

public sealed class AmoebaNetTests
{
    private const int Draws = 400;

    public static TheoryData<string> Spaces => [.. AmoebaNet.Method.Spaces.Select(space => space.Name)];

    /// <summary>A child has as many edges into each node as its space keeps, and differs from its parent in one edge at most.</summary>
    [Theory]
    [MemberData(nameof(Spaces))]
    public void Mutation_OfAnySpace_ChangesOneEdgeAndKeepsTheForm(string name)
    {
        var space = SearchSpace.Find(name);
        var random = Drawer(1);
        var parent = UniformCells.Draw(space, random);
        for (var i = 0; i < 50; i++)
        {
            var child = CellMutation.Of(parent, random);
            Assert.InRange(space.CellKinds.Sum(kind => child[kind].Except(parent[kind]).Count()), 0, 1);
            foreach (var kind in space.CellKinds)
            {
                Assert.Equal(space.ComputedNodes.Select(space.KeptEdgesOf),
                    space.ComputedNodes.Select(node => child[kind].Select(edge => edge.Edge).Distinct().Count(edge => edge.To == node)));
                Assert.All(child[kind], edge => Assert.Contains(edge.Operation, UniformCells.Operations(space, kind, edge.Edge)));
                Assert.Equal(child[kind].OrderBy(edge => space.RowOf(edge.Edge)), child[kind]);
            }

            parent = child;
        }
    }

    /// <summary>By hand: the reduction cell, node 4, its second edge, a hidden state, the second node that it does not read.</summary>
    [Fact]
    public void Mutation_OfAHiddenState_ReadsTheNodeThatWasDrawn()
    {
        var parent = Parent();
        var child = CellMutation.Of(parent, Replay(1, 2, 1, 0, 1));
        Assert.Equal(parent[CellKind.Normal], child[CellKind.Normal]);
        Assert.Equal(["4<-0 sep_conv_3x3", "4<-3 sep_conv_3x3"], Into(child, CellKind.Reduction, 4));
        Assert.Equal(["5<-0 sep_conv_3x3", "5<-1 sep_conv_3x3"], Into(child, CellKind.Reduction, 5));
    }

    /// <summary>By hand: the normal cell, node 2, its first edge, an operation, the third of the six others but none.</summary>
    [Fact]
    public void Mutation_OfAnOperation_CarriesTheOneThatWasDrawn()
    {
        var child = CellMutation.Of(Parent(), Replay(0, 0, 0, 1, 2));
        Assert.Equal(["2<-0 skip_connect", "2<-1 sep_conv_3x3"], Into(child, CellKind.Normal, 2));
    }

    /// <summary>Node 2 of the DARTS space has all of its edges: whichever mutation is drawn, its operation changes.</summary>
    [Fact]
    public void Mutation_OfTheInputOfANodeThatHasAllEdges_ChangesItsOperation() =>
        Assert.Equal(["2<-0 skip_connect", "2<-1 sep_conv_3x3"],
            Into(CellMutation.Of(Parent(), Replay(0, 0, 0, 0, 2)), CellKind.Normal, 2));

    /// <summary>Half of the mutations of a node that leaves inputs change one.</summary>
    [Fact]
    public void Mutation_OfEitherKind_IsEquallyLikely()
    {
        var (parent, draw, tried, moved) = (Parent(), Drawer(2), 0, 0);
        for (var i = 0; i < Draws; i++)
        {
            var child = CellMutation.Of(parent, draw);
            if (parent.Space.CellKinds.All(kind => Into(child, kind, 2).SequenceEqual(Into(parent, kind, 2)))) tried++;
            if (parent.Space.CellKinds.Any(kind => child[kind].Select(e => e.Edge).Except(parent[kind].Select(e => e.Edge)).Any())) moved++;
        }

        Assert.InRange((double)moved / tried, 0.4, 0.6);
    }

    private static ChosenOperations Parent() => new(SearchSpace.Darts, _ => SearchSpace.Darts.Edges
        .Where(edge => edge.From.Value < 2).Select(edge => new GenotypeEdge(edge, CandidateOperation.SepConv3x3)));

    private static string[] Into(ChosenOperations path, CellKind kind, int node) =>
        [.. path[kind].Where(edge => edge.Edge.To.Value == node).Select(edge => $"{edge.Edge} {edge.Operation}")];

    private static Func<int, int> Drawer(int seed) =>
        new AerNas.Runtime.CounterRandom(seed, AerNas.Runtime.RandomStream.SearchFree, 0, 0).Draws;

    private static Func<int, int> Replay(params int[] draws)
    {
        var next = new Queue<int>(draws);
        return _ => next.Dequeue();
    }
}
