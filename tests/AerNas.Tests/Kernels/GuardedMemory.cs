using System.Runtime.InteropServices;

namespace AerNas.Tests.Kernels;

/// <summary>
/// Memory that ends where a page begins which nobody may touch: who reads or writes behind the end ends the process (Linux).
/// </summary>
internal static class GuardedMemory
{
    private const int Anonymous = 0x22; // MAP_PRIVATE | MAP_ANONYMOUS
    private const int ReadWrite = 3; // PROT_READ | PROT_WRITE
    private const int NoAccess = 0; // PROT_NONE
    private const nuint Alignment = 64; // of buffers; up to so many bytes less one lie between the last float and the end

    /// <summary>Makes some; it stays until the process ends.</summary>
    /// <returns>Its first byte.</returns>
    public static nint Allocate(nuint bytes)
    {
        var page = (nuint)Environment.SystemPageSize;
        var size = (bytes + Alignment - 1) / Alignment * Alignment;
        var usable = (size + page - 1) / page * page;
        var start = Map(0, usable + page, ReadWrite, Anonymous, -1, 0);
        if (start == -1 || Protect(start + (nint)usable, page, NoAccess) != 0)
            throw new InvalidOperationException($"The system gives no guarded memory: error {Marshal.GetLastPInvokeError()}.");
        return start + (nint)(usable - size);
    }

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static extern int Protect(nint address, nuint length, int protection);
}
