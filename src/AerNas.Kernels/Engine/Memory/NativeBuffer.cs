using System.Runtime.InteropServices;

namespace AerNas.Kernels.Engine;

/// <summary>Floats outside the managed heap, aligned to cache lines; grows, never shrinks.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const nuint Alignment = 64;

    ~NativeBuffer()
    {
        Free();
    }

    /// <summary>Gives memory in the system's place where a test sets it, so many bytes at a time; it is never given any back.</summary>
    public static Func<nuint, nint>? Source { get; set; }

    /// <summary>The first float; changes when the buffer grows.</summary>
    public float* Start { get; private set; }
    public long Length { get; private set; }

    /// <summary>Makes room; what was in the buffer is lost if it grows.</summary>
    /// <returns>Whether it grew, so that pointers into it are stale.</returns>
    public bool Reserve(long floats)
    {
        if (floats <= Length) return false;
        Free();
        var bytes = (nuint)floats * sizeof(float);
        Start = Source is null ? Allocate(bytes) : (float*)Source(bytes);
        Length = floats;
        return true;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static float* Allocate(nuint bytes)
    {
        var large = bytes >= HugePages.Alignment;
        var start = NativeMemory.AlignedAlloc(bytes, large ? HugePages.Alignment : Alignment);
        if (large) HugePages.Request(start, bytes);
        return (float*)start;
    }

    private void Free()
    {
        if (Start is not null && Source is null) NativeMemory.AlignedFree(Start);
        Start = null;
        Length = 0;
    }
}
