using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Runtime;
using AerNas.Spaces;

namespace AerNas.Tests.Methods;

public sealed class ArchitectureTokensTests
{
    private const int Draws = 20;

    public static TheoryData<string> Spaces => [.. SearchSpace.All.Select(space => space.Name)];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Of_RandomArchitectures_IsOpenEverywhereAndReadsBack(string name)
    {
        var tokens = new ArchitectureTokens(SearchSpace.Find(name));
        var draw = Drawer(1);
        for (var i = 0; i < Draws; i++)
        {
            var path = UniformCells.Draw(tokens.Space, draw);
            var sequence = tokens.Of(path);
            Assert.Equal(tokens.Positions.Length, sequence.Length);
            for (var t = 0; t < sequence.Length; t++) Assert.Contains(sequence[t], tokens.Choices(sequence[..t]));
            Assert.All(sequence, token => Assert.InRange(token, 0, tokens.Vocabulary - 1));
            Assert.Equal(path, tokens.ToPath(sequence));
        }
    }

    /// <summary>Whatever is decided among the open tokens is an architecture, and no two sequences are the same one.</summary>
    [Theory]
    [MemberData(nameof(Spaces))]
    public void ToPath_RandomDecisions_IsAWholeArchitectureThatIsWrittenTheSame(string name)
    {
        var tokens = new ArchitectureTokens(SearchSpace.Find(name));
        var draw = Drawer(2);
        for (var i = 0; i < Draws; i++)
        {
            var sequence = tokens.Decide((_, open) => open[draw(open.Count)]);
            var path = tokens.ToPath(sequence);
            Assert.Equal(sequence, tokens.Of(path));
            Assert.All(tokens.Space.CellKinds, kind => Assert.Equal(tokens.Space.ComputedNodes.Select(tokens.Space.KeptEdgesOf),
                tokens.Space.ComputedNodes.Select(node => path[kind].Count(edge => edge.Edge.To == node))));
        }
    }

    /// <summary>By hand: nodes are 0 to 4, operations 5 (none) to 12; node 5 reads two of five nodes, ascending.</summary>
    [Fact]
    public void Choices_OfTheDartsSpace_AreNodesThatLeaveRoomAndOperationsButNone()
    {
        var space = SearchSpace.Darts;
        var tokens = new ArchitectureTokens(space);
        int[] first = tokens.Of(new ChosenOperations(space, _ => space.Edges.Where(edge => edge.From.Value < 2)
            .Select(edge => new GenotypeEdge(edge, CandidateOperation.SepConv3x3))));
        Assert.Equal(Enumerable.Repeat(new[] { 0, 9, 1, 9 }, 8).SelectMany(node => node), first);
        Assert.Equal([0], tokens.Choices([]));
        Assert.Equal([6, 7, 8, 9, 10, 11, 12], tokens.Choices([0]));
        Assert.Equal([1], tokens.Choices([0, 6]));
        Assert.Equal([0, 1, 2, 3], tokens.Choices(first[..12]));
        Assert.Equal([3, 4], tokens.Choices([.. first[..12], 2, 6]));
    }

    [Fact]
    public void Choices_OfASpaceThatKeepsEveryEdge_AreTheOperationsAlone()
    {
        var tokens = new ArchitectureTokens(SearchSpace.NasBench201);
        Assert.Equal((6, 5, 1), (tokens.Positions.Length, tokens.Vocabulary, tokens.TokensOfEdge));
        Assert.All(Enumerable.Range(0, 6), t => Assert.Equal([0, 1, 2, 3, 4], tokens.Choices(new int[t])));
    }

    [Fact]
    public void Choices_OfAnEdgeThatMayCarryFewOperations_AreThose()
    {
        var space = SearchSpace.Find("darts-s1");
        var tokens = new ArchitectureTokens(space);
        var carried = tokens.Choices([0]).Select(token => space.Operations[token - 5]);
        Assert.Equal(["dil_conv_3x3", "skip_connect"], carried.Select(operation => operation.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ToPath_WhatIsNoArchitecture_IsRefused()
    {
        var tokens = new ArchitectureTokens(SearchSpace.Darts);
        int[] valid = tokens.Decide((_, open) => open[0]);
        Assert.Contains("cannot stand at 2", Refused([0, 6, 0, .. valid[3..]]), StringComparison.Ordinal);
        Assert.Contains("cannot stand at 1", Refused([0, 5, .. valid[2..]]), StringComparison.Ordinal);
        Assert.Contains("has 32 tokens, not 31", Refused(valid[1..]), StringComparison.Ordinal);
        var whole = ChosenOperations.OnEveryEdge(tokens.Space, (_, _) => CandidateOperation.SepConv3x3);
        Assert.Throws<ArgumentException>(() => tokens.Of(whole));

        string Refused(int[] sequence) => Assert.Throws<ArgumentException>(() => tokens.ToPath(sequence)).Message;
    }

    private static Func<int, int> Drawer(int seed) => new CounterRandom(seed, RandomStream.Proposals, 0, 0).Draws;
}
