using System.Collections.Immutable;
using AerNas.Benchmarks.Networks;
using AerNas.Benchmarks.Steps;
using AerNas.Spaces;

namespace AerNas.Benchmarks.Comparisons;

/// <summary>What is compared: the sizes that papers search with, and the search that a newcomer runs.</summary>
internal static class ContestList
{
    public const string First16 = "darts-first-16";
    public const string First64 = "darts-first-64";
    private const int AnswersAStep = 100; // they are short, and the runtime compiles kernels anew in the first half second

    /// <summary>The contests at their sizes.</summary>
    /// <param name="common">Threads, steps and warm-up.</param>
    public static ImmutableArray<IContest> Published(StepSettings common)
    {
        var darts = common with { Space = SearchSpace.Darts, Batch = 16 };
        var network = new NetworkSettings { Threads = common.Threads, Steps = common.Steps, WarmUp = common.WarmUp };
        var answers = network with
        {
            Work = NetworkSettings.Predict,
            Steps = AnswersAStep * common.Steps,
            WarmUp = AnswersAStep * common.WarmUp,
        };
        return
        [
            new StepContest(First16, "DARTS, first order, batch 16", darts),
            new StepContest(First64, "DARTS, first order, batch 64", darts with { Batch = 64 }),
            new StepContest("darts-second-16", "DARTS, second order, batch 16", darts with { SecondOrder = true }),
            new StepContest("nasbench201-first-64", "NAS-Bench-201, first order, batch 64",
                common with { Space = SearchSpace.NasBench201, Batch = 64 }),
            new SearchContest(common.Threads, []),
            new NetworkContest("train-96", "DARTS_V2, 20 cells, 36 channels: a training step, batch 96", network),
            new NetworkContest("predict-1", "DARTS_V2, 20 cells, 36 channels: one picture, one thread",
                answers with { Batch = 1, Threads = 1 }),
            new NetworkContest("predict-64", "DARTS_V2, 20 cells, 36 channels: 64 pictures",
                answers with { Batch = 64, Steps = network.Steps, WarmUp = 10 * common.WarmUp }),
        ];
    }

    /// <summary>The same at sizes of seconds, to see that everything runs. Their figures say nothing.</summary>
    public static ImmutableArray<IContest> Smoke(StepSettings common) => [.. Published(common).Select(Shrink)];

    private static IContest Shrink(IContest contest) => contest switch
    {
        StepContest { Settings: var settings } step => step with
        {
            Title = $"{step.Title} (smoke)",
            Settings = settings with { Channels = 4, Layers = 3, Cells = 1, Size = 8, Batch = settings.Batch / 8 },
        },
        NetworkContest { Settings: var settings } network => network with
        {
            Title = $"{network.Title} (smoke)",
            Settings = settings with { Channels = 4, Layers = 3, Size = 16, Batch = Math.Min(settings.Batch, 8) },
        },
        SearchContest search => search with { Options = ["--epochs", "1", "--channels", "2", "--cells", "1", "--batch", "500"] },
        _ => contest,
    };
}
