using System.Diagnostics;
using AerNas.Benchmarks.Steps;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Runtime;
using AerNas.Searching;

namespace AerNas.Benchmarks.Methods;

/// <summary>Steps of real searches, as <c>aernas search</c> takes them.</summary>
internal static class MethodBenchmark
{
    /// <summary>Times a method in this process; the peak of memory is the process's own, so one is all it should time.</summary>
    public static MethodResult Measure(MethodSettings settings, SearchMethod method, NetworkEngine engine)
    {
        var folder = Directory.CreateTempSubdirectory("aernas-methods-").FullName;
        try
        {
            using var run = SearchRun.Start(settings.OptionsOf(method, engine), Path.Combine(folder, "run"), TimeProvider.System);
            var timed = StepTiming.Of<SearchProgress>((progress, stop) => run.Run(progress, stop), settings.WarmUp + settings.Steps,
                TimeProvider.System).Steps;
            if (timed.Count < settings.WarmUp + settings.Steps)
                throw new InvalidOperationException(
                    "The search ended before there were enough steps; ask for fewer, or for smaller batches.");
            double[] seconds = [.. timed.Skip(settings.WarmUp).Select(step => step.TotalSeconds)];
            using var process = Process.GetCurrentProcess();
            return new MethodResult
            {
                Method = method.Name,
                Engine = StepOptions.EngineName(run.Options.Runtime.Engine),
                MedianSeconds = Median.Of(seconds),
                MinSeconds = seconds.Min(),
                MaxSeconds = seconds.Max(),
                PeakResidentBytes = process.PeakWorkingSet64,
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Times several, each in a process of its own; the engines of a method follow each other.</summary>
    public static IEnumerable<MethodResult> MeasureAll(
        MethodSettings settings, IEnumerable<SearchMethod> methods, IReadOnlyList<NetworkEngine> engines, TextWriter log)
    {
        foreach (var method in methods)
        {
            foreach (var engine in engines)
            {
                var result =
                    MethodResults.Parse(ChildProgram.Run(ChildProgram.Benchmarks, settings.ArgumentsFor(method, engine)).Output).Methods
                        .Single();
                log.WriteLine($"{result.Method}, {result.Engine}: {result.MedianSeconds:0.000} s, "
                    + $"{result.PeakResidentBytes / 1e9:0.00} GB");
                yield return result;
            }
        }
    }
}
