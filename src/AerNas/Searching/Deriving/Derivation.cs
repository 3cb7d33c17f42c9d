using AerNas.Discretization;

namespace AerNas.Searching.Deriving;

/// <summary>Which rule reads architectures off alpha: in a search, and afterwards off the alphas that it recorded.</summary>
public static class Derivation
{
    /// <summary>The name that stands for the rule of the search itself.</summary>
    public const string MethodsOwn = "method";

    private static readonly ImmutableArray<(string Name, Func<SearchSpace, bool> Suits, Func<double, IDiscretization> Create)> Named =
    [
        ("darts", KeepsSomeEdges, _ => new DartsRule()),
        ("largest-alpha", KeepsSomeEdges, _ => new LargestAlphaRule()),
        ("argmax", space => space.KeepsEveryEdge, _ => new ArgmaxRule()),
        ("without-none", space => space.KeepsEveryEdge, _ => new ArgmaxRule(exceptNone: true)),
        ("all-edges", KeepsSomeEdges, _ => new AllEdgesRule()),
        ("threshold", _ => true, threshold => new ThresholdRule(threshold)),
    ];

    /// <summary>The names of all rules.</summary>
    public static ImmutableArray<string> Rules { get; } = [MethodsOwn, .. Named.Select(rule => rule.Name)];

    /// <summary>The rule of a search: that of its method, with what its options say of cut-off cells and skip connections.</summary>
    public static IDiscretization RuleOf(SearchOptions search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return Complete(MethodRule(search), search, search.SkipLimit?.Most);
    }

    /// <summary>The rule that is asked for, to read recorded alphas by.</summary>
    /// <param name="search">The options of the search that recorded them.</param>
    /// <param name="asked">What is asked for.</param>
    /// <exception cref="InvalidOptionsException">There is no such rule, or it does not fit the search.</exception>
    public static IDiscretization RuleFor(SearchOptions search, DerivationOptions asked)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(asked);
        Check(search, asked).ThrowIfBroken();
        if (asked.Rule == MethodsOwn) return Complete(MethodRule(search), search, asked.MaxSkips ?? search.SkipLimit?.Most);
        var threshold = asked.Threshold ?? (search.Own?.Part<ThresholdOptions>() ?? new ThresholdOptions()).Value;
        return Complete(Named.Single(rule => rule.Name == asked.Rule).Create(threshold), search, asked.MaxSkips);
    }

    /// <summary>Derives an architecture again from the alphas that a search recorded, which is left as it is.</summary>
    /// <param name="run">The folder of the search.</param>
    /// <param name="asked">What is asked for; null: the rule of the search, for the epoch of its result.</param>
    /// <exception cref="InvalidOptionsException">What is asked for does not fit the search.</exception>
    /// <exception cref="RunStorageException">No search lies there, it has not recorded the epoch, or its files are damaged.</exception>
    public static DerivedArchitecture Of(string run, DerivationOptions? asked = null)
    {
        asked ??= new DerivationOptions();
        var search = SearchRun.OptionsOf(run);
        var rule = RuleFor(search, asked);
        var directory = RunDirectory.Open(run);
        var recorded = new RecordedAlphas(directory, MethodCatalog.SpaceOf(search));
        var epoch = asked.Epoch ?? EpochOfResult(directory) ?? recorded.Last;
        using var alpha = recorded.After(epoch);
        return new DerivedArchitecture(rule.Discretize(alpha), epoch);
    }

    /// <summary>The architecture that a search found, but one that costs no more than a limit where the rule of the search can derive one;
    /// the found one where the method reads none off alpha.</summary>
    /// <param name="run">The folder of a search that is done.</param>
    /// <param name="found">What it found.</param>
    /// <param name="excess">By how much an architecture is beyond the limit; not above 0 for one that keeps to it.</param>
    internal static Genotype Within(string run, SearchResult found, Func<Genotype, double> excess)
    {
        var search = SearchRun.OptionsOf(run);
        if (excess(found.Genotype) <= 0 || MethodCatalog.Of(search).Proposal is not null) return found.Genotype;
        using var alpha = new RecordedAlphas(RunDirectory.Open(run), MethodCatalog.SpaceOf(search)).After(found.Epoch);
        return new CostLimitRule(RuleOf(search), excess, MethodCatalog.Of(search).Relaxations(search).Alpha).Discretize(alpha);
    }

    /// <summary>The epoch, from 0, that a search which is done took its result from; null where it is not done.</summary>
    private static int? EpochOfResult(RunDirectory run)
    {
        try
        {
            return run.ReadResult()?["epoch"]?.GetValue<int>();
        }
        catch (Exception e) when (e is RunStorageException or InvalidOperationException or FormatException)
        {
            var damage = e is RunStorageException ? "" : $"{run.ResultFile} is damaged: ";
            throw new RunStorageException(run.ResultFile, $"{damage}{e.Message} Or name an epoch with --epoch.");
        }
    }

    private static IDiscretization MethodRule(SearchOptions search) => MethodCatalog.Of(search).Discretization(search.Space, search);

    private static IDiscretization Complete(IDiscretization rule, SearchOptions search, int? mostSkips)
    {
        var connected = search.Search.CutOff == CutOffCells.Reconnect ? new ConnectedRule(rule) : rule;
        return mostSkips is { } most ? new SkipLimitRule(connected, most, MethodCatalog.Of(search).Relaxations(search).Alpha) : connected;
    }

    private static OptionRules Check(SearchOptions search, DerivationOptions asked)
    {
        var (rules, space) = (new OptionRules(), search.Space);
        rules.Require(Rules.Contains(asked.Rule), "rule", $"'{asked.Rule}' is no rule; there are {string.Join(", ", Rules)}.");
        var fitting = Named.Where(rule => rule.Suits(space)).Select(rule => rule.Name).ToList();
        rules.Require(asked.Rule == MethodsOwn || !Rules.Contains(asked.Rule) || fitting.Contains(asked.Rule), "rule",
            $"{asked.Rule} derives no cells of the space {space.Name}; there are {string.Join(", ", fitting.Prepend(MethodsOwn))}.");
        rules.Require(asked.Rule != MethodsOwn || MethodCatalog.Of(search).Proposal is null, "rule",
            $"{search.Method} takes the best of some architectures by accuracy and reads none off alpha; name one of "
            + $"{string.Join(", ", fitting)}.");
        rules.Require(search.Alpha.WarmUp < 1 || MethodCatalog.Of(search).State is not null, "run",
            $"{search.Method} learns no alphas, so there is nothing to derive from; its result stands in result.json.");
        if (asked.MaxSkips is { } most) rules.AtLeast(0, most, "max-skips");
        if (asked.Threshold is not { } threshold) return rules;
        return rules.Require(asked.Rule == "threshold", "threshold", "goes with the rule threshold.")
            .Require(threshold is > 0 and < 1, "threshold",
                $"must be above 0 and below 1, is {threshold}: sigmoid(alpha) lies between them.");
    }

    private static bool KeepsSomeEdges(SearchSpace space) => !space.KeepsEveryEdge;
}
