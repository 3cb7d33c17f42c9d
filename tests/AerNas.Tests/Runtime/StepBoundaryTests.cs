using AerNas.Runtime;

namespace AerNas.Tests.Runtime;

[Collection(AloneCollection.Name)]
public sealed class StepBoundaryTests
{
    private const int Worthwhile = 4 << 20; // bytes: more than it lets pass without a collection

    [Fact]
    public void Collect_ThreadsSideBySide_NeverFallsIntoAStep()
    {
        var (steps, fallen) = (0, 0);
        var before = GC.CollectionCount(0);
        var threads = Enumerable.Range(1, 3).Select(thread => new Thread(() => Loop(thread))).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();

        Assert.Equal((180, 0), (steps, fallen));
        Assert.True(GC.CollectionCount(0) - before >= 5, "Nothing was collected.");

        void Loop(int thread)
        {
            using var stay = StepBoundary.Enter();
            for (var step = 0; step < 60; step++)
            {
                var collections = GC.CollectionCount(0);
                GC.KeepAlive(new byte[80_000]);
                Thread.Sleep(thread);
                if (GC.CollectionCount(0) != collections) Interlocked.Increment(ref fallen);
                Interlocked.Increment(ref steps);
                StepBoundary.Collect();
            }
        }
    }

    [Fact]
    public void Collect_OtherThreadLeaves_GoesOn()
    {
        using var entered = new ManualResetEventSlim();
        using var over = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            using var stay = StepBoundary.Enter();
            entered.Set();
            over.Wait();
        });
        other.Start();
        entered.Wait(TestContext.Current.CancellationToken);
        var waiting = new Thread(() =>
        {
            using var outer = StepBoundary.Enter();
            using var inner = StepBoundary.Enter();
            GC.KeepAlive(new byte[Worthwhile]);
            StepBoundary.Collect();
        });
        waiting.Start();

        Assert.False(waiting.Join(TimeSpan.FromMilliseconds(200)));
        over.Set();
        waiting.Join();
        other.Join();
    }

    [Fact]
    public void Collect_ThreadThatHasNotEntered_IsRefused()
    {
        StepBoundary.Enter().Dispose();
        Assert.Throws<InvalidOperationException>(StepBoundary.Collect);
    }
}
