using System.Diagnostics;

namespace AerNas.Benchmarks;

/// <summary>Programs of AerNas that run as processes of their own, so that nothing of one measurement is left for the next.</summary>
internal static class ChildProgram
{
    /// <summary>The benchmarks themselves.</summary>
    public const string Benchmarks = "AerNas.Benchmarks";

    /// <summary>The command <c>aernas</c>.</summary>
    public const string Cli = "AerNas.Cli";

    /// <summary>Runs a program that lies beside this one, to its end.</summary>
    /// <returns>Its standard output, and the wall time from start to exit.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message ends in what it wrote to standard error.</exception>
    public static (string Output, double Seconds) Run(string name, IEnumerable<string> arguments)
    {
        var path = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
        var start = Stopwatch.GetTimestamp();
        using var process =
            Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"'{name} {string.Join(' ', arguments)}' ended with code {process.ExitCode}:\n{errors.Result}");
        return (output, seconds);
    }
}
