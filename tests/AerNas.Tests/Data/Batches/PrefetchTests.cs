using AerNas.Data.Batches;

namespace AerNas.Tests.Data.Batches;

public sealed class PrefetchTests
{
    [Fact]
    public void InOrder_SlowEarlyItems_StillComeFirst()
    {
        var items = Prefetch.InOrder(2, 12, ahead: 3, step =>
        {
            Thread.Sleep(step % 3 * 5);
            return new Item(step, () => { });
        });
        Assert.Equal(Enumerable.Range(2, 10), items.Select(item => item.Step));
    }

    [Fact]
    public void InOrder_NeverMakesMoreThanAllowedAhead()
    {
        int made = 0, taken = 0;
        foreach (var item in Prefetch.InOrder(0, 50, ahead: 2, step =>
        {
            // Made counts this one too; the consumer may be about to count the one it was just given.
            Assert.InRange(Interlocked.Increment(ref made) - Volatile.Read(ref taken), 1, 4);
            return new Item(step, () => { });
        }))
            Interlocked.Increment(ref taken);
        Assert.Equal(50, made);
    }

    [Fact]
    public void InOrder_FailureInAWorker_ReachesTheConsumerAtItsStepAndTheRestIsDisposed()
    {
        int made = 0, disposed = 0, received = 0;
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var item in Prefetch.InOrder(0, 20, ahead: 3, Make))
                using (item)
                    received++;
        });
        Assert.Equal("step 5", error.Message);
        Assert.Equal(5, received);
        Assert.Equal(made, disposed);

        Item Make(int step)
        {
            if (step == 5)
                throw new InvalidDataException("step 5");
            Interlocked.Increment(ref made);
            return new Item(step, () => Interlocked.Increment(ref disposed));
        }
    }

    [Fact]
    public void InOrder_ConsumerLeaves_WaitsForItsWorkersAndDisposesWhatTheyMade()
    {
        int running = 0, made = 0, disposed = 0;
        foreach (var item in Prefetch.InOrder(0, 1000, ahead: 3, Make))
            using (item)
                if (item.Step == 4)
                    break;
        Assert.Equal(0, running);
        Assert.InRange(made, 5, 9);
        Assert.Equal(made, disposed);

        Item Make(int step)
        {
            Interlocked.Increment(ref running);
            Thread.Sleep(2);
            Interlocked.Increment(ref made);
            Interlocked.Decrement(ref running);
            return new Item(step, () => Interlocked.Increment(ref disposed));
        }
    }

    private sealed class Item(int step, Action disposed) : IDisposable
    {
        public int Step { get; } = step;

        public void Dispose() => disposed();
    }
}
