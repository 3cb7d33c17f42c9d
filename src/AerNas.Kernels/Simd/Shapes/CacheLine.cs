using System.Runtime.Intrinsics.X86;

namespace AerNas.Kernels.Simd;

/// <summary>What is asked of the machine's caches.</summary>
internal static unsafe class CacheLine
{
    public const int Floats = 16;

    /// <summary>Asks for lines read in some microseconds into the second cache; nothing is read, so no address is wrong.</summary>
    /// <param name="start">In the first line.</param>
    /// <param name="end">Behind the last.</param>
    public static void Ask(float* start, float* end)
    {
        if (!Sse.IsSupported) return;
        for (; start < end; start += Floats) Sse.Prefetch1(start);
    }
}
