using System.Diagnostics;
using AerNas.Benchmarks.Machines;

namespace AerNas.Benchmarks.Steps;

/// <summary>
/// Steps that are timed. The peak of the machine is measured before the first and after the last, half of the rounds each; useful work is
/// counted when the memory has been read.
/// </summary>
internal static class TimedSteps
{
    private const int PeakRounds = 4;
    private static readonly TimeSpan ThreadsRest = TimeSpan.FromSeconds(0.5); // torch's threads spin for a while after their last work

    /// <summary>Times steps of one sort.</summary>
    /// <param name="threads">Threads that compute.</param>
    /// <param name="batch">Images of a step.</param>
    /// <param name="run">Makes what the steps need, and has each step timed.</param>
    /// <param name="gflop">Counts the useful work of a step, in 10^9 operations.</param>
    public static StepResult Measure(
        int threads, int batch, Func<StepTimes, IReadOnlyDictionary<string, string>> run, Func<double> gflop)
    {
        var peaks = FmaPeak.Measure(threads, PeakRounds);
        var times = new StepTimes();
        var settings = run(times);
        using var process = Process.GetCurrentProcess();
        var resident = process.PeakWorkingSet64;
        Thread.Sleep(ThreadsRest);
        var peak = Median.Of([.. peaks, .. FmaPeak.Measure(threads, PeakRounds)]);
        var (median, work) = (Median.Of(times.Seconds), gflop());
        return new StepResult
        {
            MedianSeconds = median,
            MinSeconds = times.Seconds.Min(),
            MaxSeconds = times.Seconds.Max(),
            ProcessorSeconds = Median.Of(times.ProcessorSeconds),
            ImagesPerSecond = batch / median,
            UsefulGflop = work,
            Gflops = work / median,
            PeakGflops = peak,
            Efficiency = work / median / peak,
            PeakResidentBytes = resident,
            Settings = settings,
        };
    }
}

/// <summary>What steps took.</summary>
internal sealed class StepTimes
{
    /// <summary>Wall time of each step that counts.</summary>
    public List<double> Seconds { get; } = [];

    /// <summary>Processor time of each, of all threads of the process.</summary>
    public List<double> ProcessorSeconds { get; } = [];

    /// <summary>Runs steps, the first ones only to warm up.</summary>
    public void Run(int warmUp, int steps, Action step)
    {
        for (var i = 0; i < warmUp + steps; i++)
        {
            var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            step();
            if (i < warmUp) continue;
            Seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            ProcessorSeconds.Add((Environment.CpuUsage.TotalTime - processor).TotalSeconds);
        }
    }
}
