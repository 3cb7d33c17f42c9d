using System.Globalization;
using System.Runtime.InteropServices;
using AerNas.Runs;

namespace AerNas.Fuzzing;

/// <summary>The results of campaigns as Markdown, with machine and date.</summary>
internal static class FuzzTable
{
    /// <summary>What stands above the rows.</summary>
    public static string Head(DateTimeOffset date, string commit, long seed) => string.Create(CultureInfo.InvariantCulture, $"""
        {date:yyyy-MM-dd}, commit {commit}, seed {seed}; {RunMachine.Processor}, {Environment.ProcessorCount} processors,
        {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}.

        | target | inputs | refused | findings | inputs/s | longest, ms | most allocated, MB | most risen, MB | kept, MB |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        """);

    /// <summary>A row.</summary>
    public static string Row(string target, FuzzResult result) => string.Create(CultureInfo.InvariantCulture,
        $"| {target} | {result.Inputs:N0} | {result.Refused:N0} | {result.Findings.Length} | "
        + $"{result.Inputs / result.Elapsed.TotalSeconds:N0} | {result.Longest.TotalMilliseconds:0.0} | {result.MostAllocated / 1e6:0.0} | "
        + $"{result.Rise / 1e6:0.0} | {result.Kept / 1e6:0.0} |");
}
