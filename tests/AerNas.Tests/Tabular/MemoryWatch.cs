namespace AerNas.Tests.Tabular;

/// <summary>Looks at the managed memory each time something is reported.</summary>
internal sealed class MemoryWatch : IProgress<int>
{
    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
    private long _peak;

    /// <summary>The most managed memory that was seen beyond what there was, garbage included, in bytes.</summary>
    public long Peak => _peak;

    public void Report(int value) => InterlockedMax(GC.GetTotalMemory(forceFullCollection: false) - _before);

    public override string ToString() => $"{_peak >> 20} MB of managed memory at most";

    private void InterlockedMax(long seen)
    {
        for (var known = _peak; seen > known; known = _peak) Interlocked.CompareExchange(ref _peak, seen, known);
    }
}
