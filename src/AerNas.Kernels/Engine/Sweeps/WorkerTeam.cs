namespace AerNas.Kernels.Engine;

/// <summary>Threads that wait for work together with the caller. A pass over a supernet has some hundred stages of about a millisecond:
/// waiting threads spin for a moment before they sleep, so that a stage costs microseconds to start, and nothing is allocated. Each thread
/// has the same share of the items every time, whose data may still be in its cache; one that is done with its own takes from the
/// others.</summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforeSleep = 2_000;
    private const int Apart = 32;

    /// <summary>The largest team: what a pass has to share out is soon too little for more.</summary>
    public const int Most = 256;

    private readonly Thread[] _threads;
    private readonly object _gate = new(); // that threads sleep at
    private readonly int[] _taken; // items that were taken of each thread's share, far enough apart not to share a cache line
    private IParallelWork? _work;
    private Exception? _failure;
    private int _items;
    private int _running;
    private bool _open;
    private volatile int _round;
    private volatile bool _stopped;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">How many work, the caller among them; no more than <see cref="Most"/> do.</param>
    /// <exception cref="OutOfMemoryException">The system gives no more threads.</exception>
    public WorkerTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Threads = Math.Min(threads, Most);
        _taken = new int[Threads * Apart];
        _threads = new Thread[Threads - 1];
        try
        {
            for (var i = 0; i < _threads.Length; i++)
            {
                var worker = i + 1;
                _threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"AerNas kernels {worker}" };
                _threads[i].Start();
            }
        }
        catch (OutOfMemoryException)
        {
            _stopped = true; // those that were started wait for work
            Begin();
            throw;
        }
    }

    public int Threads { get; }

    /// <summary>Does all items and returns when the last is done; an item's exception is thrown here.</summary>
    public void Run(int items, IParallelWork work)
    {
        (_work, _items, _failure) = (work, items, null);
        Array.Clear(_taken);
        if (items > 1 && _threads.Length > 0)
        {
            Begin();
            TakeItems(worker: 0);
            End();
        }
        else
        {
            TakeItems(worker: 0);
        }

        _work = null;
        if (_failure is { } failure) throw new InvalidOperationException("A worker of the fused engine failed.", failure);
    }

    public void Dispose()
    {
        _stopped = true;
        Begin();
        foreach (var thread in _threads) thread.Join();
    }

    private void Begin()
    {
        lock (_gate)
        {
            _open = true;
            _round++;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for the threads that have joined the round, and lets no more join: none waits for one the system holds up.</summary>
    private void End()
    {
        lock (_gate) _open = false;
        var spin = default(SpinWait);
        while (Volatile.Read(ref _running) > 0) spin.SpinOnce(sleep1Threshold: -1);
    }

    private void Work(int worker)
    {
        for (var seen = 0; ;)
        {
            seen = AwaitRoundAfter(seen);
            if (_stopped) return;
            if (!Join()) continue;
            TakeItems(worker);
            Interlocked.Decrement(ref _running);
        }
    }

    private bool Join()
    {
        lock (_gate)
        {
            if (_open) Interlocked.Increment(ref _running);
            return _open;
        }
    }

    private int AwaitRoundAfter(int seen)
    {
        for (var spins = 0; spins < SpinsBeforeSleep; spins++)
        {
            if (_round != seen) return _round;
            Thread.SpinWait(20);
        }

        lock (_gate)
        {
            while (_round == seen) Monitor.Wait(_gate);
            return _round;
        }
    }

    private void TakeItems(int worker)
    {
        try
        {
            for (var other = 0; other < Threads; other++)
            {
                var owner = (worker + other) % Threads;
                int first = Share(owner), count = Share(owner + 1) - first;
                for (int item; (item = Interlocked.Increment(ref _taken[owner * Apart]) - 1) < count;) _work!.Do(first + item, worker);
            }
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            for (var owner = 0; owner < Threads; owner++) Volatile.Write(ref _taken[owner * Apart], _items);
        }
    }

    private int Share(int owner) => (int)((long)owner * _items / Threads);
}
