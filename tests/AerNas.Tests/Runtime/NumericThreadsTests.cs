using AerNas.Kernels.Engine;
using AerNas.Runtime;

namespace AerNas.Tests.Runtime;

public sealed class NumericThreadsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(3, 3)]
    [InlineData(257, 256)]
    [InlineData(100_000, 256)]
    [InlineData(int.MaxValue, 256)]
    public void Bounded_AnyNumber_IsWhatAProcessCanHave(int asked, int bounded) => Assert.Equal(bounded, NumericThreads.Bounded(asked));

    [Fact]
    public void Team_OfMoreThanTheMost_HasThoseAndWorks()
    {
        using var team = new WorkerTeam(100_000);
        Assert.Equal(WorkerTeam.Most, team.Threads);
        var work = new Counting();
        team.Run(1_000, work);
        Assert.Equal(1_000, work.Done);
    }

    private sealed class Counting : IParallelWork
    {
        private int _done;

        public int Done => _done;

        public void Do(int item, int worker) => Interlocked.Increment(ref _done);
    }
}
