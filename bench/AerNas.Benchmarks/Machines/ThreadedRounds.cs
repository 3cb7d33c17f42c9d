using System.Diagnostics;

namespace AerNas.Benchmarks.Machines;

/// <summary>Runs the same work on threads of its own, all at once, round after round.</summary>
internal sealed class ThreadedRounds
{
    private readonly long[,] _starts;
    private readonly long[,] _ends;
    private readonly float[] _results; // kept, so that the work is not dead code
    private readonly Func<float> _work;

    public ThreadedRounds(int threads, int rounds, Func<float> work)
    {
        _starts = new long[rounds, threads];
        _ends = new long[rounds, threads];
        _results = new float[threads];
        _work = work;
    }

    /// <summary>The seconds of each round, from the first thread's start to the last one's end.</summary>
    public double[] Run()
    {
        using var together = new Barrier(_results.Length);
        var threads = Enumerable.Range(0, _results.Length).Select(thread => new Thread(() => Work(thread, together))).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return [.. Enumerable.Range(0, _starts.GetLength(0)).Select(SecondsOf)];
    }

    private void Work(int thread, Barrier together)
    {
        for (var round = 0; round < _starts.GetLength(0); round++)
        {
            together.SignalAndWait();
            _starts[round, thread] = Stopwatch.GetTimestamp();
            _results[thread] += _work();
            _ends[round, thread] = Stopwatch.GetTimestamp();
        }
    }

    private double SecondsOf(int round)
    {
        var threads = Enumerable.Range(0, _results.Length);
        return Stopwatch.GetElapsedTime(threads.Min(t => _starts[round, t]), threads.Max(t => _ends[round, t])).TotalSeconds;
    }
}
