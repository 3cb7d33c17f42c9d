using System.Diagnostics;
using AerNas.Benchmarks.Machines;
using AerNas.Data.Batches;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Searching.Steps;
using static TorchSharp.torch;

namespace AerNas.Benchmarks.Steps;

/// <summary>
/// Whole search steps on random images: the published method with the regularizer. The peak is measured before the first step and after
/// the last, half of the rounds each; useful work is counted when the memory has been read.
/// </summary>
internal static class StepBenchmark
{
    private const int PeakRounds = 4;
    private static readonly TimeSpan ThreadsRest = TimeSpan.FromSeconds(0.5); // torch's threads spin for a while after their last work

    public static StepResult Run(StepSettings settings)
    {
        set_num_threads(settings.Threads);
        var peaks = FmaPeak.Measure(settings.Threads, PeakRounds);
        var (seconds, engine) = Time(settings);
        using var process = Process.GetCurrentProcess();
        var resident = process.PeakWorkingSet64;
        Thread.Sleep(ThreadsRest);
        var peak = Median.Of([.. peaks, .. FmaPeak.Measure(settings.Threads, PeakRounds)]);
        var median = Median.Of(seconds);
        var gflop = GflopOf(settings);
        return new StepResult
        {
            MedianSeconds = median,
            MinSeconds = seconds.Min(),
            MaxSeconds = seconds.Max(),
            ImagesPerSecond = settings.Batch / median,
            UsefulGflop = gflop,
            Gflops = gflop / median,
            PeakGflops = peak,
            Efficiency = gflop / median / peak,
            PeakResidentBytes = resident,
            Settings = (settings with { Engine = engine }).Echo,
        };
    }

    private static double GflopOf(StepSettings settings)
    {
        var work = UsefulWork.Of(settings.Space, settings.Supernet, settings.Size);
        return 2e-9 * settings.Batch * (settings.SecondOrder ? work.SecondOrderStep : work.FirstOrderStep);
    }

    private static (List<double> Seconds, NetworkEngine Engine) Time(StepSettings settings)
    {
        var method = settings.SecondOrder ? DartsV2.Method : DartsV1.Method;
        var options = settings.IsYardstick ? PublishedStep.Options(method.Published(settings.Space)) : method.Published(settings.Space);
        using var stream = RandomStreams.Create(0, "benchmark");
        using var supernet = new Supernet(settings.Space, settings.Supernet, stream);
        supernet.ClaimProcessors();
        using var alpha = ArchitectureParameters.Initialize(settings.Space, stream);
        using var optimizers = new SearchOptimizers(supernet.Weights, alpha, options);
        var terms = method.TermsWith(options.Entropy.Create(settings.Space), options, supernet.CellSizes(settings.Size));
        var losses = new SupernetLosses(supernet, alpha, method.Relaxations(options), terms);
        var step = new BilevelStep(losses, optimizers,
            settings is { IsYardstick: true, SecondOrder: false } ? new PublishedStep() : method.ArchitectureStep(options), options);
        using var images = new Batch(
            randn([settings.Batch, 3, settings.Size, settings.Size], generator: stream).DetachFromDisposeScope(),
            Tensors.Range(settings.Batch).Modulo(10).DetachFromDisposeScope());
        var (batch, moment) = (new SearchBatch(images, images), options.MomentAt(default));

        supernet.Training = true;
        var seconds = new List<double>();
        for (var i = 0; i < settings.WarmUp + settings.Steps; i++)
        {
            var start = Stopwatch.GetTimestamp();
            step.Apply(batch, moment);
            if (i >= settings.WarmUp) seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return (seconds, supernet.Engine);
    }
}
