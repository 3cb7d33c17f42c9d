using AerNas.Tests.Cli;

namespace AerNas.Tests.Reliability;

/// <summary>The hostile files of <c>shared/cases/reliability</c>; tests skip where that is not here.</summary>
internal static class ReliabilityCases
{
    private const long MostAllocated = 256L << 20;

    /// <summary>A file or folder of a case.</summary>
    public static string Find(params string[] path)
    {
        var found = SharedFiles.Find(["cases", "reliability", .. path]);
        Assert.SkipWhen(found is null, $"shared/cases/reliability/{string.Join('/', path)} is not here");
        return found!;
    }

    /// <summary>Demands that <c>aernas data</c> refuses what lies at a path: exit code 2, one message, within 256 MB.</summary>
    public static void IsRefused(string path, params string[] messageParts)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var run = CommandRun.Of("data", path);
        run.IsRefused(messageParts);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        Assert.InRange(run.Error.Length, 1, 2100);
        Assert.DoesNotContain(run.Error, c => char.IsControl(c) && c != '\n');
    }
}
