using System.Diagnostics;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Searching;
using static TorchSharp.torch;

namespace AerNas.Benchmarks;

/// <summary>Whole search steps on random images: the published method with the regularizer, after two steps of warm-up.</summary>
internal static class StepBenchmark
{
    private const int WarmUp = 2;

    public static StepTiming Run(StepSettings settings)
    {
        set_num_threads(settings.Threads);
        var method = settings.SecondOrder ? DartsV2.Method : DartsV1.Method;
        var options = method.Published(settings.Space);
        using var stream = RandomStreams.Create(0, "benchmark");
        using var supernet = Supernet.Create(settings.Space, new SupernetOptions
        {
            Channels = settings.Channels,
            Layers = settings.Layers,
            Cells = settings.Cells,
            Layout = settings.Layout,
        }, stream);
        using var alpha = ArchitectureParameters.Initialize(settings.Space, stream);
        using var optimizers = new SearchOptimizers([.. supernet.parameters()], alpha, options);
        using var problem = new SupernetProblem(supernet, alpha, method.Relaxation(options), options.Entropy.Create(settings.Space));
        var step = new BilevelStep(problem, optimizers, method.ArchitectureStep(options), options);
        using var images = randn([settings.Batch, 3, settings.Size, settings.Size], generator: stream).DetachFromDisposeScope();
        using var labels = arange(settings.Batch, ScalarType.Int64).remainder(10).DetachFromDisposeScope();
        problem.Use(new(images, labels), new(images, labels), new EpochProgress(0, 50));

        supernet.train();
        var seconds = new List<double>();
        for (var i = 0; i < WarmUp + settings.Steps; i++)
        {
            var start = Stopwatch.GetTimestamp();
            step.Apply(settings.Batch);
            if (i >= WarmUp) seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        using var process = Process.GetCurrentProcess();
        return new StepTiming(seconds, process.PeakWorkingSet64);
    }
}
