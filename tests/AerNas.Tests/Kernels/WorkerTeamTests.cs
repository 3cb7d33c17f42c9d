using AerNas.Kernels.Engine;

namespace AerNas.Tests.Kernels;

public sealed class WorkerTeamTests
{
    private const int Rounds = 300;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Run_AnyNumberOfItems_DoesEachOnce(int threads)
    {
        using var team = new WorkerTeam(threads);
        var work = new Counting(40);
        var expected = new int[40];
        for (var round = 0; round < Rounds; round++)
        {
            var items = round % 41;
            team.Run(items, work);
            for (var i = 0; i < items; i++) expected[i]++;
        }

        Assert.Equal(expected, work.Done);
        Assert.False(work.Overlapped, "Two items ran on one worker at once.");
        Assert.InRange(work.LargestWorker, 0, threads - 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_ItemThrows_CallerSeesItAndTheTeamWorksOn(int threads)
    {
        using var team = new WorkerTeam(threads);
        for (var round = 0; round < 50; round++)
        {
            var bad = round % 20;
            var failure = Assert.Throws<InvalidOperationException>(() => team.Run(20, new Failing(bad)));
            Assert.Equal($"item {bad}", failure.InnerException?.Message);
            var work = new Counting(20);
            team.Run(20, work);
            Assert.All(work.Done, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void Run_EveryItemThrows_CallerSeesOne()
    {
        using var team = new WorkerTeam(4);

        var failure = Assert.Throws<InvalidOperationException>(() => team.Run(20, new Failing(null)));

        Assert.StartsWith("item ", failure.InnerException?.Message);
    }

    [Fact]
    public void Run_AfterThreadsFellAsleep_WakesThem()
    {
        using var team = new WorkerTeam(3);
        var work = new Counting(9);
        for (var round = 0; round < 3; round++)
        {
            Thread.Sleep(30); // longer than threads spin
            team.Run(9, work);
        }

        Assert.All(work.Done, times => Assert.Equal(3, times));
    }

    [Fact]
    public void Dispose_WaitingOrAsleep_EndsTheThreads()
    {
        for (var round = 0; round < 5; round++)
        {
            var work = new Remembering();
            using (var team = new WorkerTeam(4))
            {
                team.Run(64, work);
                if (round % 2 == 0) Thread.Sleep(20);
            }

            Assert.All(work.Threads.Where(thread => thread != Thread.CurrentThread), thread => Assert.False(thread.IsAlive));
        }
    }

    private sealed class Counting(int items) : IParallelWork
    {
        private readonly int[] _busy = new int[16];
        private int _largest;

        public int[] Done { get; } = new int[items];

        public bool Overlapped { get; private set; }

        public int LargestWorker => _largest;

        public void Do(int item, int worker)
        {
            if (Interlocked.Increment(ref _busy[worker]) != 1) Overlapped = true;
            Interlocked.Increment(ref Done[item]);
            if (worker > Volatile.Read(ref _largest)) Interlocked.Exchange(ref _largest, worker);
            Interlocked.Decrement(ref _busy[worker]);
        }
    }

    private sealed class Failing(int? bad) : IParallelWork
    {
        public void Do(int item, int worker)
        {
            if (bad is null || item == bad) throw new ArithmeticException($"item {item}");
        }
    }

    private sealed class Remembering : IParallelWork
    {
        private readonly HashSet<Thread> _threads = [];

        public IEnumerable<Thread> Threads => _threads;

        public void Do(int item, int worker)
        {
            lock (_threads) _threads.Add(Thread.CurrentThread);
            Thread.SpinWait(2000);
        }
    }
}
