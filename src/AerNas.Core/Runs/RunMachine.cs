using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AerNas.Runs;

/// <summary>The machine a run computes on. Numbers of float32 sums may differ in their last digits from one to another.</summary>
public static class RunMachine
{
    private const string ProcessorFile = "/proc/cpuinfo";
    private const string ProcessorName = "model name";

    /// <summary>Processor, how many, the vectors that .NET uses, and system, by name; no name of a host or person.</summary>
    public static IReadOnlyDictionary<string, string> Current { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["processor"] = Processor,
        ["processors"] = $"{Environment.ProcessorCount}",
        ["vectors"] = $"{VectorBits} bits",
        ["system"] = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
    };

    /// <summary>The processor's name; its architecture where the system tells no name.</summary>
    public static string Processor => File.Exists(ProcessorFile)
        && File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith(ProcessorName, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();

    private static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 64;
}
