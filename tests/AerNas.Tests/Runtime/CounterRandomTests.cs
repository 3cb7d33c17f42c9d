using AerNas.Runtime;

namespace AerNas.Tests.Runtime;

public sealed class CounterRandomTests
{
    [Fact]
    public void Next_FirstNumbers_NeverChange()
    {
        // Computed by a second implementation, in Python. A change here changes every run: resumed searches would no longer see the
        // images they would have seen.
        var random = new CounterRandom(seed: 2, RandomStream.Order, 0, 0);
        Assert.Equal(new[] { 2683531011176933933UL, 10868335826916981921UL }, new[] { random.Next(), random.Next() });
        Assert.Equal([5, 7, 3, 6, 0, 2, 4, 1], new CounterRandom(2, RandomStream.Order, 0, 0).Permutation(8));
    }

    [Fact]
    public void Permutation_IsAPermutationWithEveryPlaceEquallyLikely()
    {
        var counts = new int[5, 5];
        for (var epoch = 0; epoch < 5000; epoch++)
        {
            var order = new CounterRandom(1, RandomStream.Order, epoch, 0).Permutation(5);
            Assert.Equal([0, 1, 2, 3, 4], order.Order());
            for (var place = 0; place < 5; place++)
                counts[place, order[place]]++;
        }
        Assert.All(counts.Cast<int>(), count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Draw_Some_AreDifferentNumbersEachEquallyLikely()
    {
        var counts = new int[5, 3];
        for (var epoch = 0; epoch < 5000; epoch++)
        {
            var drawn = new CounterRandom(1, RandomStream.AlphaOrder, epoch, 0).Draw(5, 3);
            Assert.Equal(3, drawn.Distinct().Count());
            for (var place = 0; place < 3; place++) counts[drawn[place], place]++;
        }

        Assert.All(counts.Cast<int>(), count => Assert.InRange(count, 850, 1150));
        Assert.Equal([0, 1, 2, 3, 4], new CounterRandom(1, RandomStream.AlphaOrder, 0, 0).Draw(5, 9).Order());
    }

    [Fact]
    public void Next_NeighbouringCountersAndStreams_ShareNothing()
    {
        var first = new HashSet<ulong>();
        foreach (var stream in Enum.GetValues<RandomStream>())
            for (var epoch = 0; epoch < 20; epoch++)
                for (var index = 0; index < 20; index++)
                    Assert.True(first.Add(new CounterRandom(1, stream, epoch, index).Next()));
    }

    [Fact]
    public void Below_StaysBelowAndReachesEveryNumber()
    {
        var random = new CounterRandom(5, RandomStream.Augmentation, 0, 0);
        var seen = Enumerable.Range(0, 1000).Select(_ => random.Below(9)).ToHashSet();
        Assert.Equal(Enumerable.Range(0, 9), seen.Order());
        Assert.Equal(0, random.Below(1));
    }
}
