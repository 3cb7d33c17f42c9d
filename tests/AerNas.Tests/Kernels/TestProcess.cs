using System.Diagnostics;

namespace AerNas.Tests.Kernels;

/// <summary>This test program once more, as a child process.</summary>
internal static class TestProcess
{
    /// <summary>
    /// Takes half of a child's time away: torch's threads would spin on the processors that two tests at a time run on, and code that is
    /// counted first, to be compiled better later, is not worth it in a short run.
    /// </summary>
    private static readonly (string Name, string Value)[] Thrift = [("OMP_NUM_THREADS", "1"), ("DOTNET_TieredPGO", "0")];

    /// <summary>Starts it.</summary>
    /// <param name="arguments">Which tests.</param>
    /// <param name="environment">What the child finds in its environment besides ours.</param>
    public static Process Start(IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(TestProcess).Assembly.Location);
        foreach (var argument in arguments.Append("-noColor").Append("-noLogo")) start.ArgumentList.Add(argument);
        foreach (var (name, value) in Thrift.Concat(environment)) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Waits for its end, however long it takes; see <see cref="ChildWatch"/>.</summary>
    /// <returns>Its exit code and what it wrote.</returns>
    public static async Task<(int Code, string Output)> Finish(Process child, CancellationToken cancellation)
    {
        var end = await ChildWatch.End(child, cancellation);
        return (end.Code, end.Output + end.Errors);
    }
}
