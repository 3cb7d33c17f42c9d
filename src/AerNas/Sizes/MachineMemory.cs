using System.Globalization;

namespace AerNas.Sizes;

/// <summary>How much memory this process can still get.</summary>
internal static class MachineMemory
{
    private const string Groups = "/sys/fs/cgroup";
    private const double Unlimited = double.PositiveInfinity;

    /// <summary>Bytes: what the system could give without pushing others out, swap included, or less where a control group (container) or
    /// the process's own limit of addresses allows less. Where nothing tells, what the runtime knows of.</summary>
    public static double Available
    {
        get
        {
            var told = Math.Min(OfSystem(), Math.Min(OfGroup(), OfAddresses()));
            return double.IsFinite(told) ? Math.Max(0, told) : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        }
    }

    private static double OfSystem() =>
        InKilobytes("/proc/meminfo", "MemAvailable:") + InKilobytes("/proc/meminfo", "SwapFree:", otherwise: 0);

    /// <summary>What the group's limit leaves; its file cache is given up for it. Version 2, then version 1.</summary>
    private static double OfGroup() => Math.Min(
        Left("memory.max", "memory.current", "inactive_file"),
            Left("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes", "total_inactive_file"));

    private static double Left(string limit, string usage, string cache)
    {
        var allowed = Number(Text($"{Groups}/{limit}"));
        var statistics = $"{Groups}/{Path.GetDirectoryName(limit)}/memory.stat";
        return double.IsFinite(allowed) ? allowed - Number(Text($"{Groups}/{usage}"), 0) + Number(After(statistics, cache), 0) : Unlimited;
    }

    private static double OfAddresses() =>
        Number(After("/proc/self/limits", "Max address space")) - InKilobytes("/proc/self/status", "VmSize:", otherwise: 0);

    private static double InKilobytes(string file, string name, double otherwise = Unlimited) =>
        Number(After(file, name), otherwise / 1024) * 1024;

    /// <summary>The first word behind a name in a file of one name a line; null where there is none.</summary>
    private static string? After(string file, string name) =>
        Text(file)?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    private static double Number(string? text, double otherwise = Unlimited) =>
        text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var word, ..]
            && double.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;

    private static string? Text(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the other sources tell
        }
    }
}
