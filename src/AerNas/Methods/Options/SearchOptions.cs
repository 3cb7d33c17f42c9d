using System.Text.Json.Serialization;
using AerNas.Latency;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>Everything a search depends on. <see cref="MethodCatalog"/> gives each method's published values; the run directory keeps the
/// resolved record.</summary>
public sealed record SearchOptions
{
    /// <value>The search space; in JSON its name, or its definition where it is none of the listed ones.</value>
    public SearchSpace Space { get; init; } = SearchSpace.Default;

    /// <value>Name of the method.</value>
    public string Method { get; init; } = MethodCatalog.Yardstick.Name;

    /// <value>How long and with which seed.</value>
    public SearchPhaseOptions Search { get; init; } = new();

    /// <value>Which images.</value>
    public SearchDataOptions Data { get; init; } = new();

    /// <value>Size of the supernet.</value>
    public SupernetSize Supernet { get; init; } = new();

    /// <value>How w learns.</value>
    public WeightOptions Weights { get; init; } = new();

    /// <value>How alpha learns.</value>
    public AlphaOptions Alpha { get; init; } = new();

    /// <value>The architecture entropy regularizer.</value>
    public EntropyOptions Entropy { get; init; } = new();

    /// <value>The weights of terms added to the architecture loss, by name; null: none. For any method that learns alpha.</value>
    public IReadOnlyDictionary<string, double>? Terms { get; init; }

    /// <value>The latencies that the term <c>latency</c> judges by.</value>
    public LatencyOptions Latency { get; init; } = new();

    /// <value>The terms that <see cref="Terms"/> may name: those of the catalogue, unless others are brought.</value>
    [JsonIgnore]
    public ImmutableArray<RegularizerTerm> KnownTerms { get; init; } = TermCatalog.All;

    /// <value>How the two levels alternate.</value>
    public BilevelOptions Bilevel { get; init; } = new();

    /// <value>What is measured after every epoch beside the search.</value>
    public WatchOptions Watch { get; init; } = new();

    /// <value>Where it computes.</value>
    public RuntimeOptions Runtime { get; init; } = new();

    /// <value>What ends the search before its last epoch; null: nothing does. Any method that learns alpha in one stage takes it.</value>
    public StopOptions? Stop { get; init; }

    /// <value>The most skip connections of the derived normal cell; null: any number. For methods that read cells off alpha.</value>
    public SkipLimitOptions? SkipLimit { get; init; }

    /// <value>What the method has of its own, in JSON under its name; null where that is nothing.</value>
    [JsonIgnore]
    public MethodOptions? Own { get; init; }

    /// <value>The method that the options were made for; null: the one of the catalogue that <see cref="Method"/> names.</value>
    [JsonIgnore]
    public SearchMethod? By { get; init; }

    /// <summary>The stages it runs in, each with a network of its own, where the method has several; null: one stage.</summary>
    [JsonIgnore]
    public IReadOnlyList<StageOptions>? Stages => Own?.Part<IReadOnlyList<StageOptions>>();

    /// <summary>A part of the method's own options, or these themselves.</summary>
    /// <exception cref="InvalidOperationException">The method has none of that kind.</exception>
    public T Part<T>()
        where T : class => Own?.Part<T>() ?? throw new InvalidOperationException($"The options of {Method} have no {typeof(T).Name}.");

    /// <summary>The same options with a part of the method's own changed; as they are where it has none of that kind.</summary>
    public SearchOptions With<T>(Func<T, T> change)
        where T : class => this with { Own = Own?.With(change) };

    /// <summary>The same options with the method spelt as its catalogue spells it; what that does not have stays.</summary>
    public SearchOptions WithNameOfCatalogue() =>
        this with { Method = MethodCatalog.TryFindOf(this, out var method) ? method.Name : Method };

    /// <summary>Where a search with these options stands at a position.</summary>
    /// <param name="position">Epoch and step.</param>
    /// <param name="steps">Steps of the epoch, for schedules that move with them; by default they stand still within an epoch.</param>
    public SearchMoment MomentAt(RunPosition position, int? steps = null)
    {
        var stage = new StagePlan(this).At(position.Epoch);
        var first = Alpha.FirstEpoch(stage.Count);
        var search = stage.Progress(position.Epoch) with { Within = steps is null ? 0 : (double)position.Step / steps.Value };
        return new SearchMoment(Search.Seed, position, search, search with { Epoch = search.Epoch - first, Epochs = search.Epochs - first })
        {
            Stage = stage.Stage,
            EdgesLearn = Alpha.EdgesLearn(search.Epoch, search.Epochs),
        };
    }

    /// <summary>Images a step of an epoch, of each half.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    public int BatchSizeAt(int epoch) => Search.BatchSize + (Own?.AddedImages(epoch, Space) ?? 0);

    /// <summary>Every problem with these options, each with its path; none when they can be run with.</summary>
    public IReadOnlyList<OptionProblem> Validate()
    {
        var rules = new OptionRules();
        if (!MethodCatalog.TryFindOf(this, out var method))
            rules.Require(false, "method",
                $"'{Method}' is no method; there are {string.Join(", ", MethodCatalog.All.Select(m => m.Name))}.");
        else
            CheckMethod(rules, method, Space);
        Search.Check(rules);
        Data.Check(rules);
        Supernet.Check(rules, Space);
        Weights.Check(rules);
        Alpha.Check(rules);
        Entropy.Check(rules);
        Latency.Check(rules.In("latency"), Space);
        Bilevel.Check(rules);
        SkipLimit?.Check(rules);
        rules.Require(Alpha.WarmUp < 1 || Entropy.Schedule == EntropySchedule.Off, "entropy",
            "alpha never learns here (alpha.warmUp is 1), so there is nothing to regularize; turn it off.");
        Stop?.Check(rules, this);
        rules.Require(Data.TrainPortion < 1 || Bilevel.Order == UpdateOrder.Together, "data.trainPortion",
            "is 1, which leaves no images for alpha; only methods that move w and alpha together (bilevel.order) "
            + "learn from the same ones.");
        Runtime.Check(rules);
        return rules.Problems;
    }

    /// <summary>A method has the options of its own that its published ones have, and no others.</summary>
    private void CheckMethod(OptionRules rules, SearchMethod method, SearchSpace space)
    {
        if (method.Refuses(space) is { } reason)
        {
            rules.Require(false, "method", $"{Method} does not run on {space.Name}: {reason}.");
            return;
        }

        CheckAlpha(rules, method, space);
        SearchTerms.Check(rules.In("terms"), this, method, space);
        rules.Require(SkipLimit is null || method.Proposal is null, "skipLimit",
            $"{Method} takes the best of some architectures by accuracy and reads none off alpha, so there are no "
            + "skip connections to limit.");
        var own = rules.In(Method);
        if (Own?.GetType() != method.OwnOptions)
        {
            own.Require(false, "", $"{Method} takes {method.OwnOptions?.Name ?? "no options of its own"}, not "
                + $"{Own?.GetType().Name ?? "none"}.");
            return;
        }

        Own?.Check(own, this);
        if (Stages is not null) StagePlan.Check(own, Stages, method.Published(space).Stages!, method.Searched(space));
    }

    /// <summary>What of alpha learns is for the method to say.</summary>
    private void CheckAlpha(OptionRules rules, SearchMethod method, SearchSpace space) => rules
        .Require(Alpha.WarmUp >= 1 || method.Published(space).Alpha.WarmUp < 1, "alpha.warmUp",
            $"must be 1, is {Alpha.WarmUp}: no alpha learns by gradient in {Method}.")
        .Require(method.WeighsEdges(space) || (Alpha.EdgeWarmUp is null && Alpha.EdgesAddUpTo == 0), "alpha",
            $"{Method} has no weights of edges on {space.Name}; leave out edgeWarmUp and edgesAddUpTo.");
}
