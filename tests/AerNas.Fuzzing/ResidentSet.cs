using System.Globalization;

namespace AerNas.Fuzzing;

/// <summary>The most memory that this process has held, native memory included, as Linux tells it; elsewhere 0.</summary>
internal static class ResidentSet
{
    private const string Status = "/proc/self/status", References = "/proc/self/clear_refs";

    /// <summary>Has the peak begin anew from what is held now.</summary>
    public static void ResetPeak()
    {
        if (File.Exists(References)) File.WriteAllText(References, "5");
    }

    /// <summary>The peak, in bytes.</summary>
    public static long Peak() =>
        File.Exists(Status) && File.ReadLines(Status).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
        ? long.Parse(line.AsSpan("VmHWM:".Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) << 10
        : 0;
}
