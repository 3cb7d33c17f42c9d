using System.Collections.Immutable;
using AerNas.Methods;

namespace AerNas.Tests.Methods;

public sealed class NonDominatedTests
{
    [Fact]
    public void Fronts_OfPointsByHand_AreThoseThatNothingLeftIsBetterThan()
    {
        // (3, 4) is worse than (2, 3) in both; (4, 3) in one and equal in the other; (5, 5) is worse than (3, 4), too
        ImmutableArray<double>[] points = [[1, 5], [2, 3], [5, 5], [4, 1], [3, 4], [2, 3], [4, 3]];

        var fronts = NonDominated.Fronts(points).ToArray();

        Assert.Equal([[0, 1, 3, 5], [4, 6], [2]], fronts.Select(front => front.ToArray()));
    }

    [Fact]
    public void Fronts_OfThreeObjectives_NeedOneThatIsBetterInNone()
    {
        ImmutableArray<double>[] points = [[1, 2, 3], [2, 1, 3], [1, 2, 2], [1, 2, 4]];

        Assert.Equal([[1, 2], [0], [3]], NonDominated.Fronts(points).Select(front => front.ToArray()));
    }

    /// <summary>Neighbours 4 and 9 of 10 apart in the first objective, 7 and 6 of 10 in the second.</summary>
    [Fact]
    public void Crowding_OfAFrontByHand_AddsTheShareBetweenTheNeighbours()
    {
        ImmutableArray<double>[] front = [[1, 6], [10, 0], [0, 10], [4, 3]];

        var room = NonDominated.Crowding(front);

        Assert.Equal(double.PositiveInfinity, room[1]);
        Assert.Equal(double.PositiveInfinity, room[2]);
        Assert.Equal(0.4 + 0.7, room[0], 12);
        Assert.Equal(0.9 + 0.6, room[3], 12);
    }

    [Fact]
    public void Crowding_WhereAllAreEqual_GivesNoRoomButToTheEnds() =>
        Assert.Equal([double.PositiveInfinity, 0, double.PositiveInfinity], NonDominated.Crowding([[2.0], [2.0], [2.0]]));
}
