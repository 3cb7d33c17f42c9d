using AerNas.Bilevel;
using AerNas.Discretization;
using AerNas.Networks;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>A published search method as a composition of parts. The regularizer is not one of them: any method takes any regularizer,
/// and may have a term of its own beside it.</summary>
public sealed record SearchMethod
{
    /// <summary>The name used on the command line and in files.</summary>
    public required string Name { get; init; }

    /// <summary>Authors, title and venue.</summary>
    public required string Reference { get; init; }

    /// <summary>What the catalogue tells of it.</summary>
    public required MethodDescription About { get; init; }

    /// <summary>What a space lacks that it needs, as a clause; null where it can search it. Default: it can search any.</summary>
    public Func<SearchSpace, string?> Refuses { get; init; } = _ => null;

    /// <summary>The listed spaces that it can search.</summary>
    public ImmutableArray<SearchSpace> Spaces => [.. SearchSpace.All.Where(space => Refuses(space) is null)];

    /// <summary>The operations that a search looks at, where no <see cref="Narrowing"/> says it.</summary>
    /// <value>All that the space offers.</value>
    public Func<SearchSpace, KeptOperations> Candidates { get; init; } = KeptOperations.All;

    /// <summary>The operations that an edge may hold twice, each with an alpha and weights of its own. Default: none.</summary>
    public ImmutableArray<CandidateOperation> Twins { get; init; } = [];

    /// <summary>alpha -> mixture.</summary>
    public required Func<SearchOptions, SearchRelaxations> Relaxations { get; init; }

    /// <summary>Whether it learns a weight of every edge, beta, beside alpha. Default: on no space.</summary>
    public Func<SearchSpace, bool> WeighsEdges { get; init; } = _ => false;

    /// <summary>Whether the operations of an edge are parts of one set of weights, see <see cref="SupernetOptions.SharesKernels"/>.
    /// Default: no.</summary>
    public bool SharesKernels { get; init; }

    /// <summary>The number that it keeps of every operation beside alpha; null where that is none. Default: it keeps none.</summary>
    public Func<SearchOptions, AlphaCompanion?> Companion { get; init; } = _ => null;

    /// <summary>How the architecture gradient is approximated.</summary>
    public required Func<SearchOptions, IArchitectureStep> ArchitectureStep { get; init; }

    /// <summary>What it adds to the architecture loss by itself, beside the regularizer, for a supernet of some cells.</summary>
    /// <value>Nothing.</value>
    public Func<SearchOptions, ImmutableArray<CellSize>, ImmutableArray<IArchitectureTerm>> Terms { get; init; } = (_, _) => [];

    /// <summary>Whether <see cref="Terms"/> read the latencies that a search is given. Default: no.</summary>
    public bool ReadsLatencies { get; init; }

    /// <summary>Which operations each stage looks at; null where a search looks at all of them to its end.</summary>
    public Func<SearchOptions, INarrowing>? Narrowing { get; init; }

    /// <summary>Which edges it decides while it searches; null where all stay open to the end.</summary>
    public Func<SearchOptions, IEdgeDecisions>? Decisions { get; init; }

    /// <summary>What it does to alpha after the optimizer has moved it; null where that is nothing.</summary>
    public Func<SearchOptions, IAlphaConstraint>? Constraint { get; init; }

    /// <summary>What it learns beside w and alpha; null where that is nothing.</summary>
    public Func<StateSetup, IMethodState>? State { get; init; }

    /// <summary>alpha -> genotype.</summary>
    public required Func<SearchSpace, SearchOptions, IDiscretization> Discretization { get; init; }

    /// <summary>What proposes architectures on the trained supernet, whose weights judge them, for the best to be the result; null where
    /// alpha tells it. How many there are, <see cref="ProposalOptions"/> says.</summary>
    public Func<SearchOptions, ArchitectureParameters, IArchitectureSampler>? Proposal { get; init; }

    /// <summary>The published hyperparameters on a space; they carry the names of both by themselves. The regularizer, which no method was
    /// published with, is off.</summary>
    public required Func<SearchSpace, SearchOptions> Published
    {
        get => space => field(space) with { Space = space, Method = Name, By = this };
        init;
    }

    /// <summary>What it changes in the small sizes that <see cref="MethodCatalog.Small"/> makes of every method by one rule.</summary>
    /// <value>Nothing.</value>
    public Func<SearchOptions, SearchOptions> Shortened { get; init; } = small => small;

    /// <summary>Further settings that it was published with. Default: none.</summary>
    public ImmutableArray<MethodPreset> Presets { get; init; } = [];

    /// <summary>What its own options are; null where it has none.</summary>
    public Type? OwnOptions => NewOwn()?.GetType();

    /// <summary>Its own options as they were published for the first space that it can search.</summary>
    internal MethodOptions? NewOwn() => Published(Spaces.FirstOrDefault() ?? SearchSpace.Default).Own;

    /// <summary>A space with the columns of alpha that this method's search has: its own, and those of <see cref="Twins"/>.</summary>
    public SearchSpace Searched(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return space.WithTwins(Twins);
    }

    /// <summary>The same method with a preset's hyperparameters for the published ones.</summary>
    public SearchMethod With(MethodPreset preset)
    {
        ArgumentNullException.ThrowIfNull(preset);
        return this with { Published = preset.Options };
    }

    /// <summary>All that is added to the validation loss: the regularizer and the terms of the options, and <see cref="Terms"/>.</summary>
    /// <param name="regularizer">What <see cref="EntropyOptions.Create"/> makes of the options.</param>
    /// <param name="options">Validated options of this method.</param>
    /// <param name="cells">Those of the supernet.</param>
    public IArchitectureTerm TermsWith(IArchitectureRegularizer regularizer, SearchOptions options, ImmutableArray<CellSize> cells) =>
        new SumOfTerms([regularizer, .. Terms(options, cells), .. SearchTerms.Of(options, cells)]);
}
