using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using AerNas.Networks;
using AerNas.Runs;
using TorchSharp;

namespace AerNas.Benchmarks.Machines;

/// <summary>Where something was measured: what every committed result begins with.</summary>
internal static class Machine
{
    /// <summary>Date, processor, memory, system and versions, in one line.</summary>
    public static string Line => string.Join("; ",
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        $"{RunMachine.Processor}, {Environment.ProcessorCount} processors, vectors of {FmaPeak.VectorBits} bits",
        $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30):0} GiB",
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        $"TorchSharp {VersionOf(typeof(torch))}",
        $"AerNas {VersionOf(typeof(Supernet))}");

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";
}
