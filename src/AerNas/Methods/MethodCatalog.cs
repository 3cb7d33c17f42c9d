using System.Diagnostics.CodeAnalysis;
using AerNas.Catalogues;
using AerNas.Data.Sources;

namespace AerNas.Methods;

/// <summary>The methods by name.</summary>
public static class MethodCatalog
{
    private const int Hasten = 10;
    private const int Epochs = 8;
    private const int EpochsOfStage = 3;
    private const int LeastEpochs = 3; // the coefficient's schedule needs some
    private const int MostRepeats = 16; // of those epochs, however few images there are

    internal static Catalogue<SearchMethod> Catalogue { get; } = new("method", method => method.Name,
    [
        DartsV1.Method, DartsV2.Method, DartsSingle.Method, Gdas.Method, PDarts.Method, PcDarts.Method, Rsps.Method, Setn.Method,
        Enas.Method, ProxylessNas.Method, SinglePathNas.Method,
        FairDarts.Method, Daas.Method, MtlNas.Method, DartsPlus.Method, RobustDarts.Method, RobustDartsAda.Method, SdartsRs.Method,
        SdartsAdv.Method, PDartsAdv.Method, NoisyDarts.Method, Nasp.Method, Snas.Method, DropNas.Method, Sgas.Method, StacNas.Method,
        FairNas.Method, AmoebaNet.Method, FbNet.Method, NasNet.Method, Pnas.Method, NaoNet.Method,
        Rapdarts.Method, Vinnas.Method, BayesNas.Method,
    ]);

    /// <summary>Every method, in the order they are listed to a person; those that extensions bring come last.</summary>
    public static ImmutableArray<SearchMethod> All => Catalogue.All;

    /// <summary>The methods that need no supernet, by name.</summary>
    internal static Catalogue<SamplingMethod> SearchFreeCatalogue { get; } =
        new("search-free method", method => method.Name, [RandomSearch.Method, RegularizedEvolution.Method, Reinforce.Method]);

    /// <summary>The methods without a supernet, as they are listed to a person; those that extensions bring come last.</summary>
    public static ImmutableArray<SamplingMethod> SearchFree => SearchFreeCatalogue.All;

    /// <summary>The method of a search that names none.</summary>
    public static SearchMethod Default => DartsSingle.Method;

    /// <summary>The method that all others are compared with.</summary>
    public static SearchMethod Yardstick => DartsV1.Method;

    /// <summary>What chance alone finds: search-free methods and studies are compared with it.</summary>
    public static SamplingMethod Chance => RandomSearch.Method;

    /// <summary>Finds a method by name; case does not count.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out SearchMethod? method) => Catalogue.TryFind(name, out method);

    /// <summary>Finds a search-free method by name; case does not count.</summary>
    public static bool TryFindSearchFree(string? name, [NotNullWhen(true)] out SamplingMethod? method) =>
        SearchFreeCatalogue.TryFind(name, out method);

    /// <summary>The space of a search as its alphas have rows and columns of it, see <see cref="SearchMethod.Searched"/>.</summary>
    public static SearchSpace SpaceOf(SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Of(options).Searched(options.Space);
    }

    /// <summary>The method of a search: the one that its options were made for, or else the one of this catalogue that they name.</summary>
    public static SearchMethod Of(SearchOptions options) =>
        TryFindOf(options, out var method) ? method : throw new ArgumentException($"'{options.Method}' is no method.", nameof(options));

    /// <summary>The method of a search-free run, likewise.</summary>
    public static SamplingMethod Of(SamplingOptions options) =>
        TryFindOf(options, out var method) ? method
            : throw new ArgumentException($"'{options.Method}' is no search-free method.", nameof(options));

    /// <summary>The method of a search-free run, where the options were made for one or name one.</summary>
    public static bool TryFindOf(SamplingOptions options, [NotNullWhen(true)] out SamplingMethod? method) =>
        SearchFreeCatalogue.TryFind(options.Method, options.By, out method);

    /// <summary>The method of a search, where the options were made for one or name one.</summary>
    public static bool TryFindOf(SearchOptions options, [NotNullWhen(true)] out SearchMethod? method) =>
        Catalogue.TryFind(options.Method, options.By, out method);

    /// <summary>The published options of a method on a space, made small by one rule: 8 channels, one cell a stage or 5 layers, the
    /// regularizer with the schedule of its paper wherever alpha learns, and an alpha learning rate ten times as high, since alpha moves
    /// about as far as (learning rate) x (steps). Alphas of so short a search are close, so a cell that no path leads through is
    /// reconnected. Where a method has stages, they grow from 3 layers by one. A stop rule looks back at few epochs, and begins with the
    /// third. What a method changes of its own, or has found better for itself, is <see cref="SearchMethod.Shortened"/>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="space">One of its spaces.</param>
    /// <param name="images">How many training images there are; null: as many as come with AerNas. Of these 6,000 a search has 8 epochs, or
    /// 3 a stage; of fewer so many more that the steps stay about as many, up to 16 times; of more fewer, down to 3.</param>
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
            Alpha = published.Alpha with { LearningRate = Hastened(published.Alpha.LearningRate) },
            Entropy = published.Alpha.WarmUp < 1 ? published.Entropy with { Schedule = EntropySchedule.Cosine } : published.Entropy,
            Stop = Hurry(published.Stop),
        };
        var own = method.Shortened(
            small.With<IReadOnlyList<StageOptions>>(stages => [.. stages.Select((stage, i) => stage with { AddedLayers = i })]));
        return own with { Search = own.Search with { Epochs = EpochsFor(own.Search.Epochs, count) } };
    }

    private static int EpochsFor(int usual, int images) =>
        Math.Clamp((int)Math.Round((double)usual * EmbeddedFashionMnist.TrainingImages / images), Math.Min(LeastEpochs, usual),
            MostRepeats * usual);

    /// <summary>Ten times a rate, in decimal numbers, which have the tenfold of 3e-4.</summary>
    internal static double Hastened(double rate) => (double)(Hasten * (decimal)rate);

    private static StopOptions? Hurry(StopOptions? published) => published is null ? null : published with
    {
        From = 2,
        StableEpochs = 2,
        Eigenvalue = published.Eigenvalue with { Every = 1, Checks = 3, Lag = 1 },
    };
}
