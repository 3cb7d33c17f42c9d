namespace AerNas.Runtime;

/// <summary>
/// The moment between two steps of a loop, when no call into torch is under way. TorchSharp does not keep alive the scalars that it makes of
/// numbers: a garbage collection that falls into such a call frees them while native code reads them (five times in a million calls under
/// constant collection), and the call fails, or computes with a wrong number. So the young generation is emptied here, before it fills up
/// in the middle of a step.
/// </summary>
public static class StepBoundary
{
    private const long Allowance = 2 << 20; // bytes: some ten to twenty steps of the Torch engine, some eighty of the fused one

    private static long _allocatedAtLast;

    /// <summary>Collects what the steps before left, once it is worth a collection.</summary>
    public static void Collect()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - Interlocked.Read(ref _allocatedAtLast) < Allowance) return;
        Interlocked.Exchange(ref _allocatedAtLast, allocated);
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }
}
