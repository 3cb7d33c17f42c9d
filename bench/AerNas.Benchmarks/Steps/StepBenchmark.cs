using AerNas.Data.Batches;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Searching.Steps;
using static TorchSharp.torch;

namespace AerNas.Benchmarks.Steps;

/// <summary>Whole search steps on random images: the published method with the regularizer.</summary>
internal static class StepBenchmark
{
    public static StepResult Run(StepSettings settings)
    {
        set_num_threads(settings.Threads);
        return TimedSteps.Measure(settings.Threads, settings.Batch,
            times => (settings with { Engine = Time(settings, times) }).Echo, () => GflopOf(settings));
    }

    private static double GflopOf(StepSettings settings)
    {
        var work = UsefulWork.Of(settings.Space, settings.Supernet, settings.Size);
        return 2e-9 * settings.Batch * (settings.SecondOrder ? work.SecondOrderStep : work.FirstOrderStep);
    }

    private static NetworkEngine Time(StepSettings settings, StepTimes times)
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
        times.Run(settings.WarmUp, settings.Steps, () => step.Apply(batch, moment));
        return supernet.Engine;
    }
}
