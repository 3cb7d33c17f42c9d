using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AerNas.Controllers;
using AerNas.Data.Sources;
using AerNas.Sampling;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Stopping;

namespace AerNas.Methods;

/// <summary>The methods by name.</summary>
public static class MethodCatalog
{
    private const int Hasten = 10;
    private const int Epochs = 8;
    private const int EpochsOfStage = 3;
    private const int LeastEpochs = 3; // the coefficient's schedule needs some
    private const int MostRepeats = 16; // of those epochs, however few images there are

    /// <summary>Every method, in the order they are listed to a person.</summary>
    public static ImmutableArray<SearchMethod> All { get; } =
    [
        DartsV1.Method, DartsV2.Method, DartsSingle.Method, Gdas.Method, PDarts.Method, PcDarts.Method, Rsps.Method, Setn.Method, Enas.Method,
        FairDarts.Method, Daas.Method, MtlNas.Method, DartsPlus.Method, RobustDarts.Method, RobustDartsAda.Method, SdartsRs.Method,
        SdartsAdv.Method, PDartsAdv.Method, NoisyDarts.Method, Nasp.Method, Snas.Method, DropNas.Method, Sgas.Method, StacNas.Method,
    ];

    /// <summary>The methods that need no supernet, in the order they are listed to a person.</summary>
    public static ImmutableArray<SamplingMethod> SearchFree { get; } = [RandomSearch.Method, RegularizedEvolution.Method, Reinforce.Method];

    /// <summary>Finds a method by name; case does not count.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out SearchMethod? method)
    {
        method = All.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return method is not null;
    }

    /// <summary>Finds a search-free method by name; case does not count.</summary>
    public static bool TryFindSearchFree(string? name, [NotNullWhen(true)] out SamplingMethod? method)
    {
        method = SearchFree.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return method is not null;
    }

    /// <summary>The space of a search as its alphas have rows and columns of it, see <see cref="SearchMethod.Searched"/>.</summary>
    /// <param name="options">Validated options.</param>
    public static SearchSpace SpaceOf(SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return All.Single(method => method.Name == options.Method).Searched(SearchSpace.All.Single(space => space.Name == options.Space));
    }

    /// <summary>The names of the methods whose published options have an optional part.</summary>
    /// <param name="part">Reads the part; null where it is absent.</param>
    public static IEnumerable<string> With(Func<SearchOptions, object?> part) =>
        All.Where(method => method.Spaces.Any(space => part(method.Published(space)) is not null)).Select(method => method.Name);

    /// <summary>
    /// The published options of a method on a space, made small by one rule: 8 channels, one cell a stage or 5 layers, the regularizer
    /// with the schedule of its paper wherever alpha learns, and an alpha learning rate ten times as high, since alpha moves about as far as (learning rate) x (steps). Alphas of
    /// so short a search are close, so a cell that no path leads through is reconnected. A controller likewise learns ten times as fast
    /// from a tenth of the architectures, and an adversary takes two steps. Where a method has stages, they grow from
    /// 3 layers by one. A stop rule looks back at few epochs, and begins with the third; decisions are made after every epoch. Paths
    /// are not dropped, so that the fused engine can run the search. What a method has found better for itself is <see cref="SearchMethod.Shortened"/>.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="space">One of its spaces.</param>
    /// <param name="images">
    /// How many training images there are; null: as many as come with AerNas. Of these 6,000 a search has 8 epochs, or 3 a stage; of fewer so many more that the steps
    /// stay about as many, up to 16 times; of more fewer, down to 3.
    /// </param>
    public static SearchOptions Small(SearchMethod method, SearchSpace space, int? images = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        var count = images ?? EmbeddedFashionMnist.TrainingImages;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count, nameof(images));
        var published = method.Published(space);
        var small = published with
        {
            Search = published.Search with { Epochs = published.Stages is null ? Epochs : EpochsOfStage, CutOff = CutOffCells.Reconnect },
            Supernet = published.Supernet with { Channels = 8, Cells = 1, Layers = published.Stages is null ? 5 : 3 },
            Stages = published.Stages is null ? null : [.. published.Stages.Select((stage, i) => stage with { AddedLayers = i })],
            DropPath = published.DropPath is null ? null : new DropPathOptions(),
            Alpha = published.Alpha with { LearningRate = Hastened(published.Alpha.LearningRate) },
            Entropy = published.Alpha.WarmUp < 1 ? published.Entropy with { Schedule = EntropySchedule.Cosine } : published.Entropy,
            Controller = Quicken(published.Controller),
            Attack = published.Attack is null ? null : published.Attack with { Steps = 2 },
            Stop = Hurry(published.Stop),
            Decisions = published.Decisions is null ? null : published.Decisions with { First = 0, Every = 1 },
        };
        var own = method.Shortened(small);
        return own with { Search = own.Search with { Epochs = EpochsFor(own.Search.Epochs, count) } };
    }

    private static int EpochsFor(int usual, int images) =>
        Math.Clamp((int)Math.Round((double)usual * EmbeddedFashionMnist.TrainingImages / images), Math.Min(LeastEpochs, usual), MostRepeats * usual);

    /// <summary>Ten times a rate, in decimal numbers, which have the tenfold of 3e-4.</summary>
    private static double Hastened(double rate) => (double)(Hasten * (decimal)rate);

    private static StopOptions? Hurry(StopOptions? published) => published is null ? null : published with
    {
        From = 2,
        StableEpochs = 2,
        Eigenvalue = published.Eigenvalue with { Every = 1, Checks = 3, Lag = 1 },
    };

    private static ControllerOptions? Quicken(ControllerOptions? published) => published is null ? null : published with
    {
        LearningRate = Hastened(published.LearningRate),
        Updates = published.Updates / 5,
        SamplesPerUpdate = published.SamplesPerUpdate / 2,
    };
}
