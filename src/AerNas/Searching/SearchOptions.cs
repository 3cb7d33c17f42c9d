using AerNas.Controllers;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Spaces;
using AerNas.Stopping;

namespace AerNas.Searching;

/// <summary>
/// Everything a search depends on. <see cref="MethodCatalog"/> gives each method's published values;
/// the run directory keeps the resolved record.
/// </summary>
public sealed record SearchOptions
{
    /// <value>Name of the search space.</value>
    public string Space { get; init; } = SearchSpace.NasBench201.Name;

    /// <value>Name of the method.</value>
    public string Method { get; init; } = "darts-v1";

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

    /// <value>How the two levels alternate.</value>
    public BilevelOptions Bilevel { get; init; } = new();

    /// <value>What is measured after every epoch beside the search.</value>
    public WatchOptions Watch { get; init; } = new();

    /// <value>Where it computes.</value>
    public RuntimeOptions Runtime { get; init; } = new();

    /// <value>The temperature of methods that draw (GDAS, SNAS); null for all others.</value>
    public TemperatureOptions? Temperature { get; init; }

    /// <value>The architectures that are scored at the end; null for methods that read theirs off alpha.</value>
    public ProposalOptions? Proposals { get; init; }

    /// <value>The controller that draws architectures (ENAS); null for all others.</value>
    public ControllerOptions? Controller { get; init; }

    /// <value>Which share of the channels the operations see (PC-DARTS); null for all others.</value>
    public PartialChannelOptions? PartialChannels { get; init; }

    /// <value>What an operation must reach to be part of the architecture (FairDARTS, MTL-NAS); null for all others.</value>
    public ThresholdOptions? Threshold { get; init; }

    /// <value>The zero-one loss (FairDARTS); null for all others.</value>
    public ZeroOneOptions? ZeroOne { get; init; }

    /// <value>What ends the search before its last epoch; null: nothing does. Any method that learns alpha in one stage takes it.</value>
    public StopOptions? Stop { get; init; }

    /// <value>How edges are decided one after another (SGAS); null for all others.</value>
    public DecisionOptions? Decisions { get; init; }

    /// <value>How far w learns from the mixture (SDARTS); null for all others.</value>
    public PerturbationOptions? Perturbation { get; init; }

    /// <value>How the worst mixture is found (SDARTS-ADV); null for all others.</value>
    public AttackOptions? Attack { get; init; }

    /// <value>The entropies of operations and edges (DAAS); null for all others.</value>
    public EntropySumsOptions? EntropySums { get; init; }

    /// <value>The gates and their entropy (MTL-NAS); null for all others.</value>
    public MinimumEntropyOptions? MinimumEntropy { get; init; }

    /// <value>Drop path while the supernet trains (RobustDARTS, SNAS); null for all others.</value>
    public DropPathOptions? DropPath { get; init; }

    /// <value>The noise on skip connections (NoisyDARTS); null for all others.</value>
    public SkipNoiseOptions? SkipNoise { get; init; }

    /// <value>What the architecture loss adds for operations with many parameters (NASP); null for all others.</value>
    public ResourceOptions? Resource { get; init; }

    /// <value>What the architecture loss adds for what edges are expected to cost (SNAS); null for all others.</value>
    public CostOptions? Cost { get; init; }

    /// <value>How often operations are dropped in an update (DropNAS); null for all others.</value>
    public OperationDropoutOptions? OperationDropout { get; init; }

    /// <value>The stages it runs in, each with a network of its own (P-DARTS); null: one stage.</value>
    public IReadOnlyList<StageOptions>? Stages { get; init; }

    /// <value>How many skip connections the derived normal cell may have (P-DARTS, and any method that reads its cells off alpha); null: any number.</value>
    public SkipLimitOptions? SkipLimit { get; init; }

    /// <summary>The same options with space and method spelt as their catalogues spell them; what these do not have stays.</summary>
    public SearchOptions WithNamesOfCatalogues() => this with
    {
        Space = SearchSpace.TryFind(Space, out var space) ? space.Name : Space,
        Method = MethodCatalog.TryFind(Method, out var method) ? method.Name : Method,
    };

    /// <summary>Where a search with these options stands at a position.</summary>
    /// <param name="position">Epoch and step.</param>
    /// <param name="steps">How many steps the epoch has, for schedules that move with them; by default they stand still within an epoch.</param>
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
    public int BatchSizeAt(int epoch) => Search.BatchSize + (Decisions?.AddedBefore(epoch, SearchSpace.All.Single(s => s.Name == Space)) ?? 0);

    /// <summary>Every problem with these options, each with its path; none when they can be run with.</summary>
    public IReadOnlyList<OptionProblem> Validate()
    {
        var rules = new OptionRules();
        rules.Require(SearchSpace.TryFind(Space, out _), "space",
            $"'{Space}' is no search space; there are {string.Join(", ", SearchSpace.All.Select(s => s.Name))}.");
        if (!MethodCatalog.TryFind(Method, out var method))
            rules.Require(false, "method", $"'{Method}' is no method; there are {string.Join(", ", MethodCatalog.All.Select(m => m.Name))}.");
        else if (SearchSpace.TryFind(Space, out var space))
            CheckMethod(rules, method, space);
        Search.Check(rules);
        Data.Check(rules);
        Supernet.Check(rules, Space);
        Weights.Check(rules);
        Alpha.Check(rules);
        Entropy.Check(rules);
        Bilevel.Check(rules);
        Temperature?.Check(rules);
        Proposals?.Check(rules);
        Controller?.Check(rules);
        SkipLimit?.Check(rules);
        rules.Require(Alpha.WarmUp < 1 || Entropy.Schedule == EntropySchedule.Off, "entropy", "alpha never learns here (alpha.warmUp is 1), so there is nothing to regularize; turn it off.");
        PartialChannels?.Check(rules, Supernet.Channels);
        Decisions?.Check(rules);
        Threshold?.Check(rules, Space);
        ZeroOne?.Check(rules);
        Perturbation?.Check(rules);
        Attack?.Check(rules);
        EntropySums?.Check(rules);
        MinimumEntropy?.Check(rules);
        SkipNoise?.Check(rules);
        DropPath?.Check(rules);
        Resource?.Check(rules);
        Cost?.Check(rules);
        OperationDropout?.Check(rules);
        Stop?.Check(rules, this);
        rules.Require(Data.TrainPortion < 1 || Bilevel.Order == UpdateOrder.Together, "data.trainPortion",
            "is 1, which leaves no images for alpha; only methods that move w and alpha together (bilevel.order) learn from the same ones.");
        Runtime.Check(rules);
        return rules.Problems;
    }

    /// <summary>A method has the optional parts of the options that its published ones have, and no others.</summary>
    private void CheckMethod(OptionRules rules, SearchMethod method, SearchSpace space)
    {
        if (!method.Spaces.Contains(space))
        {
            rules.Require(false, "method", $"{Method} does not run on {Space}; it runs on {string.Join(", ", method.Spaces.Select(s => s.Name))}.");
            return;
        }

        CheckAlpha(rules, method, space);
        Optional("temperature", options => options.Temperature);
        Optional("proposals", options => options.Proposals);
        Optional("controller", options => options.Controller);
        Optional("partialChannels", options => options.PartialChannels);
        Optional("stages", options => options.Stages);
        rules.Require(SkipLimit is null || method.Proposal is null, "skipLimit",
            $"{Method} takes the best of some architectures by accuracy and reads none off alpha, so there are no skip connections to limit.");
        if (Stages is not null && method.Published(space).Stages is { } published) StagePlan.Check(rules, Stages, published, method.Searched(space));
        Optional("decisions", options => options.Decisions);
        Optional("threshold", options => options.Threshold);
        Optional("zeroOne", options => options.ZeroOne);
        Optional("perturbation", options => options.Perturbation);
        Optional("attack", options => options.Attack);
        Optional("entropySums", options => options.EntropySums);
        Optional("minimumEntropy", options => options.MinimumEntropy);
        Optional("dropPath", options => options.DropPath);
        Optional("skipNoise", options => options.SkipNoise);
        Optional("resource", options => options.Resource);
        Optional("cost", options => options.Cost);
        Optional("operationDropout", options => options.OperationDropout);

        void Optional(string path, Func<SearchOptions, object?> part)
        {
            var has = part(method.Published(space)) is not null;
            rules.Require(has || part(this) is null, path,
                $"{Method} has no such options; they belong to {string.Join(", ", MethodCatalog.With(part))}.");
            rules.Require(!has || part(this) is not null, path, $"{Method} needs these options; leave them out to take the published ones.");
        }
    }

    /// <summary>What of alpha learns is for the method to say.</summary>
    private void CheckAlpha(OptionRules rules, SearchMethod method, SearchSpace space) => rules
        .Require(Alpha.WarmUp >= 1 || method.Published(space).Alpha.WarmUp < 1, "alpha.warmUp",
            $"must be 1, is {Alpha.WarmUp}: no alpha learns by gradient in {Method}.")
        .Require(method.WeighsEdges(space) || (Alpha.EdgeWarmUp is null && Alpha.EdgesAddUpTo == 0), "alpha",
            $"{Method} has no weights of edges on {Space}; leave out edgeWarmUp and edgesAddUpTo.");
}
