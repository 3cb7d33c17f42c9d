namespace AerNas.Runtime;

/// <summary>
/// The moment between two steps of a loop, when its thread has no call into torch under way. TorchSharp does not keep alive the scalars that
/// it makes of numbers: a garbage collection that falls into such a call frees them while native code reads them (five times in a million
/// calls under constant collection), and the call fails, or computes with a wrong number. So the young generation is emptied here, before it
/// fills up in the middle of a step. Threads that work side by side wait for each other with it, since a collection stops them all wherever
/// they are.
/// </summary>
public static class StepBoundary
{
    private const long Allowance = 2 << 20; // bytes: some ten to twenty steps of the Torch engine, some eighty of the fused one

    private static readonly Barrier Meeting = new(participantCount: 0, _ => Empty());

    private static long _allocatedAtLast;

    [ThreadStatic]
    private static int _entered;

    /// <summary>
    /// From here until the returned value is disposed of, the thread may be in a call into torch at any time but when it asks to collect; no
    /// other one's <see cref="Collect"/> goes on without it. May be nested.
    /// </summary>
    public static IDisposable Enter()
    {
        if (_entered++ == 0) Meeting.AddParticipant();
        return new Stay();
    }

    /// <summary>
    /// Collects what the steps before left, once it is worth a collection; then waits until every other thread that has entered comes
    /// here too, or leaves.
    /// </summary>
    /// <exception cref="InvalidOperationException">The thread has not entered.</exception>
    public static void Collect()
    {
        if (_entered == 0) throw new InvalidOperationException("A thread enters before it collects, so that others wait for it.");
        if (GC.GetTotalAllocatedBytes() - Interlocked.Read(ref _allocatedAtLast) >= Allowance) Meeting.SignalAndWait();
    }

    private static void Empty()
    {
        Interlocked.Exchange(ref _allocatedAtLast, GC.GetTotalAllocatedBytes());
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }

    private static void Leave()
    {
        if (--_entered == 0) Meeting.RemoveParticipant();
    }

    private sealed class Stay : IDisposable
    {
        private bool _over;

        public void Dispose()
        {
            if (_over) return;
            _over = true;
            Leave();
        }
    }
}
