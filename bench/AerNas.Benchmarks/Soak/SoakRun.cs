using AerNas.Methods;
using AerNas.Options;
using AerNas.Searching;
using AerNas.Spaces;

namespace AerNas.Benchmarks.Soak;

/// <summary>
/// The smallest search for a long time, with all that belongs to one: batches, validation, metrics and a checkpoint an epoch.
/// </summary>
internal static class SoakRun
{
    private const int Images = 640;
    private const int Batch = 16;
    private const int StepsOfEpoch = Images / 2 / Batch;

    /// <summary>Takes so many steps.</summary>
    /// <param name="engine">What evaluates the supernet.</param>
    /// <param name="steps">How many, rounded up to whole epochs.</param>
    /// <param name="every">After how many of them a sample is taken.</param>
    /// <param name="threads">How many threads compute.</param>
    /// <returns>The samples, in order; the first before the first step.</returns>
    public static IReadOnlyList<SoakSample> Do(NetworkEngine engine, int steps, int every, int threads)
    {
        var folder = Directory.CreateTempSubdirectory("aernas-soak-").FullName;
        try
        {
            using var run = SearchRun.Start(Options(engine, (steps + StepsOfEpoch - 1) / StepsOfEpoch, threads),
                Path.Combine(folder, "run"), TimeProvider.System);
            var sampler = new Sampler(every);
            run.Run(sampler);
            return sampler.Samples;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SearchOptions Options(NetworkEngine engine, int epochs, int threads)
    {
        var options = MethodCatalog.Small(DartsV1.Method, SearchSpace.NasBench201);
        return options with
        {
            Search = options.Search with { Epochs = epochs, BatchSize = Batch },
            Data = options.Data with { Images = Images, ImageSize = 8 },
            Supernet = new SupernetSize { Channels = 2, Cells = 1 },
            Runtime = new RuntimeOptions { Engine = engine, Threads = threads },
        };
    }

    /// <summary>Looks at the process every so many steps.</summary>
    private sealed class Sampler(int every) : IProgress<SearchProgress>
    {
        private readonly List<SoakSample> _samples = [SoakSample.Take(0)];

        public IReadOnlyList<SoakSample> Samples => _samples;

        public void Report(SearchProgress value)
        {
            var steps = value.Position.Epoch * StepsOfEpoch + value.Position.Step;
            if (steps % every == 0 && steps > _samples[^1].Steps) _samples.Add(SoakSample.Take(steps));
        }
    }
}
