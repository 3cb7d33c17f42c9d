using System.Runtime.InteropServices;

namespace AerNas.Kernels.Engine;

/// <summary>Asks the system for large pages. A node of a cell is the sum of some thirty maps, each on pages of its own: with pages of 4 KiB
/// the processor spends its time on looking them up. Where the request is refused, or not known, nothing is lost but speed.</summary>
internal static unsafe partial class HugePages
{
    /// <summary>Alignment that makes whole large pages of the memory.</summary>
    public const nuint Alignment = 2 << 20;

    private const int Advice = 14; // MADV_HUGEPAGE

    public static void Request(void* start, nuint bytes)
    {
        if (OperatingSystem.IsLinux()) _ = MemoryAdvise(start, bytes, Advice);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvise(void* start, nuint length, int advice);
}
