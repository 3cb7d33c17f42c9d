using System.Text.Json.Nodes;
using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Searching.Deriving;
using AerNas.Spaces;
using TorchSharp;

namespace AerNas.Tests.Searching;

/// <summary>
/// The contract of a method: every one of the catalogue on every space that methods were published in, with and without the entropy
/// regularizer, and every other listed space by some of the methods, so that both are covered by being listed. Two epochs of two steps on a
/// few of the embedded images, in every stage.
/// </summary>
public sealed class MethodMatrixTests
{
    private const int MostSteps = 4; // of an epoch
    private const int Apart = 8; // how many methods lie between two that search a space which none was published in

    private static readonly string[] OfWatching = ["discretizedAccuracy", "discretizationGap", "hessianEigenvalue", "advice"];

    public static TheoryData<string, string, EntropySchedule> Matrix => MatrixOf(fused: true);

    /// <summary>The runs of the spaces that Torch computes: its threads are those of the process, so that they run alone.</summary>
    internal static TheoryData<string, string, EntropySchedule> MatrixOf(bool fused)
    {
        var data = new TheoryData<string, string, EntropySchedule>();
        foreach (var (method, space) in from method in MethodCatalog.All
                                        from space in method.Spaces.Intersect(Published)
                                        select (method, space))
        {
            data.Add(method.Name, space.Name, EntropySchedule.Off);
            if (Learns(method.Published(space))) data.Add(method.Name, space.Name, EntropySchedule.Cosine);
        }

        foreach (var (place, space) in SearchSpace.All.Except(Published).Index())
        {
            foreach (var (turn, method) in MethodCatalog.All.Where(method => method.Spaces.Contains(space)).Index())
            {
                if (turn % Apart != place % Apart) continue;
                var learns = turn / Apart % 2 == 1 && Learns(method.Published(space));
                data.Add(method.Name, space.Name, learns ? EntropySchedule.Cosine : EntropySchedule.Off);
            }
        }

        var kept = new TheoryData<string, string, EntropySchedule>();
        foreach (var row in data.Where(row => Supernet.FusedObstacle(SearchSpace.Find(row.Data.Item2)) is null == fused)) kept.Add(row);
        return kept;
    }

    /// <summary>The spaces that methods have settings for; the others take those of one of these.</summary>
    private static IEnumerable<SearchSpace> Published => SearchSpace.All.DistinctBy(space => space.Protocol);

    /// <summary>The presets that are not what the method does by itself.</summary>
    public static TheoryData<string, string> Presets
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (method, preset) in from method in MethodCatalog.All from preset in method.Presets select (method, preset))
            {
                if (method.With(preset).Published(SmallestFor(preset)) != method.Published(SmallestFor(preset)))
                    data.Add(method.Name, preset.Name);
            }

            return data;
        }
    }

    private static SearchSpace SmallestFor(MethodPreset preset) =>
        Published.Where(preset.Suits).MinBy(space => space.CellKinds.Length * space.Edges.Length)!;

    /// <summary>One run unbroken; another broken off twice and watched on top, of which it must be none the wiser.</summary>
    [Theory]
    [MemberData(nameof(Matrix))]
    public void Search_OfTheMatrix_BrokenOffAndWatched_EndsInTheSameBytesAndAValidCell(string method, string space, EntropySchedule entropy)
    {
        using var folder = new TemporaryFolder();
        var options = Options(SmallSearch.Options(folder, space, method), entropy);
        var live = new LiveTensors();
        SearchResult found;
        NetworkEngine engine;
        using (var unbroken = SearchRun.Start(options, folder["unbroken"], TimeProvider.System))
        {
            engine = unbroken.Options.Runtime.Engine;
            found = SearchRuns.Finish(unbroken, live);
        }

        var watched = options with { Watch = Watch(options) };
        using (var broken = SearchRun.Start(watched, folder["broken"], TimeProvider.System))
            SearchRuns.Interrupt(broken, new RunPosition(0, 1));
        using (var resumed = SearchRun.Resume(folder["broken"])) SearchRuns.Interrupt(resumed, new RunPosition(1, 1));
        using (var resumed = SearchRun.Resume(folder["broken"]))
        {
            Assert.Equal(new RunPosition(1, 1), resumed.Position);
            Assert.Equal(found.Genotype, SearchRuns.Finish(resumed).Genotype);
        }

        SearchRuns.AssertSame(folder["unbroken"], folder["broken"], OfWatching);
        Assert.All(SearchRuns.Rows(folder["broken"]), row => AssertWatched(row, watched));
        live.AssertFlat(options.Search.Epochs, masks: options.Own?.Part<DecisionOptions>() is null ? 0 : options.Space.CellKinds.Length,
            unused: engine == NetworkEngine.Torch ? WeightsOf(options) * MethodCatalog.Of(options).Relaxations(options).Passes : 0);
        AssertCanBeBuilt(found.Genotype, options.Space);
        if (Derives(options)) AssertDerivesAgain(folder["unbroken"], found);
    }

    /// <summary>What the other published settings of a method change, on the smallest space that they are for.</summary>
    [Theory]
    [MemberData(nameof(Presets))]
    public void Search_OfAPreset_BrokenOff_EndsInTheSameBytesAndAValidCell(string name, string preset)
    {
        using var folder = new TemporaryFolder();
        var method = MethodCatalog.All.Single(m => m.Name == name);
        var chosen = method.Presets.Single(p => p.Name == preset);
        var options = Options(SmallSearch.Options(folder, SmallestFor(chosen), method.With(chosen)), EntropySchedule.Cosine);
        SearchResult found;
        using (var unbroken = SearchRun.Start(options, folder["unbroken"], TimeProvider.System)) found = SearchRuns.Finish(unbroken);
        using (var broken = SearchRun.Start(options, folder["broken"], TimeProvider.System))
            SearchRuns.Interrupt(broken, new RunPosition(1, 1));
        using (var resumed = SearchRun.Resume(folder["broken"])) Assert.Equal(found.Genotype, SearchRuns.Finish(resumed).Genotype);

        SearchRuns.AssertSame(folder["unbroken"], folder["broken"]);
        AssertCanBeBuilt(found.Genotype, options.Space);
    }

    [Fact]
    public void Derivation_OfMethodsThatReadNothingOffAlpha_IsRefused() => Assert.All(
        from method in MethodCatalog.All
        from space in method.Spaces
        let published = method.Published(space)
        where !Derives(published)
        select published,
        options => Assert.Throws<InvalidOptionsException>(() => Derivation.RuleFor(options, new DerivationOptions())));

    [Fact]
    public void Entropy_WhereAlphaNeverLearns_IsRefused() => Assert.All(
        from method in MethodCatalog.All
        from space in method.Spaces
        let published = method.Published(space)
        where !Learns(published)
        select published with { Entropy = new EntropyOptions() },
        options => Assert.Equal("entropy", Assert.Single(options.Validate()).Path));

    private static bool Learns(SearchOptions options) => options.Alpha.WarmUp < 1;

    private static bool Derives(SearchOptions options) => Learns(options) && options.Own?.Part<ProposalOptions>() is null;

    private static SearchOptions Options(SearchOptions small, EntropySchedule entropy) => (small with
    {
        Search = small.Search with { BatchSize = 24 },
        Entropy = small.Entropy with { Schedule = entropy },
        Stop = MeasuresTheSameTwice(small, entropy) ? null : small.Stop,
    }).With<IReadOnlyList<StageOptions>>(stages => [.. stages.Select(stage => stage with { AddedLayers = 0 })]);

    /// <summary>
    /// Whether a search would stop by the eigenvalue of the larger space with the regularizer, which the Hessian leaves out: it takes
    /// longer than all else, and the search without the regularizer measures it.
    /// </summary>
    private static bool MeasuresTheSameTwice(SearchOptions options, EntropySchedule entropy) =>
        options.Space == SearchSpace.Darts && options.Stop?.Criterion == StopCriterion.Eigenvalue && entropy != EntropySchedule.Off;

    /// <summary>
    /// Everything there is. The eigenvalue takes longer than all else: it is measured on the smaller space, and without the regularizer,
    /// which the Hessian leaves out. <see cref="SearchWatchTests"/> has the larger.
    /// </summary>
    private static WatchOptions Watch(SearchOptions options) => new()
    {
        Discretization = true,
        Eigenvalue = options.Space == SearchSpace.NasBench201 && options.Entropy.Schedule == EntropySchedule.Off,
    };

    private static void AssertWatched(JsonObject row, SearchOptions options)
    {
        foreach (var share in new[] { "skipShare", "choiceGap", "discretizedAccuracy" }) Assert.InRange((double)row[share]!, 0, 1);
        Assert.Equal((double)row["validationAccuracy"]! - (double)row["discretizedAccuracy"]!, (double)row["discretizationGap"]!, 1e-12);
        var needed = options.Stop?.RuleFor(options).NeedsEigenvalue((int)row["epoch"]!) == true;
        // alpha stands for no softmax there
        Assert.Equal(options.Method is "fairdarts" or "mtl-nas" or "nasp", row.ContainsKey("probability"));
        Assert.Equal(options.Watch.Eigenvalue || needed, row["hessianEigenvalue"] is JsonValue eigenvalue
            && double.IsFinite((double)eigenvalue));
    }

    /// <summary>What was recorded of every epoch derives what the search derived then, and so its result.</summary>
    private static void AssertDerivesAgain(string run, SearchResult found)
    {
        var options = SearchRun.OptionsOf(run);
        var recorded = new RecordedAlphas(RunDirectory.Open(run), MethodCatalog.SpaceOf(options));
        var rule = Derivation.RuleFor(options, new DerivationOptions());
        var derived = SearchRuns.Rows(run).Select(row =>
        {
            using var alpha = recorded.After((int)row["epoch"]!);
            var genotype = rule.Discretize(alpha);
            Assert.Equal((string)row["genotype"]!, genotype.ToString());
            return genotype;
        });
        Assert.Equal(found.Genotype, derived.ToArray()[found.Epoch]);
    }

    /// <summary>The cell reads back from its notation, has operations of its space only, and makes a network.</summary>
    private static void AssertCanBeBuilt(Genotype genotype, SearchSpace space)
    {
        Assert.Equal(genotype, GenotypeNotation.Parse(genotype.ToString()));
        Assert.All(genotype.CellKinds, kind => Assert.All(genotype[kind].Edges, edge => Assert.Contains(edge.Operation, space.Operations)));
        var skeleton = Skeleton.Of(genotype.Space) with { Channels = SmallSearch.ChannelsOf(space, least: 4), Layers = 3, Cells = 1 };
        using var stream = RandomStreams.Create(0, "derived");
        using var network = new DerivedNetwork(genotype, skeleton, new WeightSource(stream, torch.ScalarType.Float32, torch.CPU));
        Assert.NotEmpty(network.NamedWeights);
    }

    private static int WeightsOf(SearchOptions options) => SupernetGraph.Of(KeptOperations.All(options.Space),
        new SupernetOptions { Channels = options.Supernet.Channels, Layers = options.Supernet.Layers, Cells = options.Supernet.Cells })
        .Network.Weights.Length;

    /// <summary>How many tensors live when an epoch has been reported.</summary>
    private sealed class LiveTensors : IProgress<SearchProgress>
    {
        private readonly List<long> _afterEachEpoch = [];

        public void Report(SearchProgress value)
        {
            if (value.Finished is not null) _afterEachEpoch.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        /// <summary>
        /// Demands that an epoch leaves what the one before it left; the first of a stage may leave more, for its network is larger.
        /// </summary>
        /// <param name="epochsOfAStage">Epochs of each stage.</param>
        /// <param name="masks">How many masks the first decision within a stage makes; later ones take their place.</param>
        /// <param name="unused">How many weights may lie on no path, in all passes of a step: torch counts each missing gradient.</param>
        public void AssertFlat(int epochsOfAStage, int masks, int unused) => Assert.All(_afterEachEpoch.Chunk(epochsOfAStage), stage =>
            Assert.True(stage.Skip(1).All(live => live - stage[0] - masks is >= 0 and var more && more <= MostSteps * unused),
                $"Tensors alive after each epoch: {string.Join(", ", _afterEachEpoch)}."));
    }
}
