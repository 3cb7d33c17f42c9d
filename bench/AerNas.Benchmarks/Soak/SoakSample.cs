using System.Diagnostics;

namespace AerNas.Benchmarks.Soak;

/// <summary>What a process holds after some steps.</summary>
/// <param name="Steps">Steps taken.</param>
/// <param name="ResidentBytes">Memory that it has in the machine.</param>
/// <param name="ManagedBytes">Managed objects, as far as no collection has found them dead.</param>
/// <param name="Files">Open files; -1 where the system does not tell.</param>
/// <param name="Threads">Threads of any kind.</param>
internal sealed record SoakSample(int Steps, long ResidentBytes, long ManagedBytes, int Files, int Threads)
{
    private const string OpenFiles = "/proc/self/fd";

    /// <summary>Looks at this process.</summary>
    public static SoakSample Take(int steps)
    {
        using var process = Process.GetCurrentProcess();
        var files = Directory.Exists(OpenFiles) ? Directory.GetFileSystemEntries(OpenFiles).Length : -1;
        return new SoakSample(steps, process.WorkingSet64, GC.GetTotalMemory(forceFullCollection: false), files, process.Threads.Count);
    }
}
