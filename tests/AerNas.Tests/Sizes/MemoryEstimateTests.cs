using AerNas.Costs;
using AerNas.Data;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Searching;
using AerNas.Sizes;
using AerNas.Spaces;
using AerNas.Tests.Training;
using AerNas.Training;
using AerNas.Zoo;

namespace AerNas.Tests.Sizes;

/// <summary>
/// Estimates beside what was measured (AMD EPYC, libtorch 2.10, 28 November 2026: peak resident memory of one epoch, less the 135 MB that
/// the process and the embedded images hold before torch is asked). They are good to a factor of two.
/// </summary>
public sealed class MemoryEstimateTests
{
    private const double Factor = 2;
    private static readonly ImageSizes Grey32 = new(6000, new ImageShape(1, 32), 10);

    public static TheoryData<string, double> Measured => new()
    {
        { "nasbench201 darts-v1 torch batch=64 size=28 channels=8", 263 },
        { "darts darts-v1 torch batch=16 channels=16", 2292 },
        { "darts darts-v1 fused batch=16 channels=16", 724 },
        { "nasbench201 darts-v2 fused batch=64 channels=32", 590 },
        { "darts pc-darts torch batch=32 channels=16", 1429 },
        { "nasbench201 setn fused batch=32 channels=8", 467 },
        { "darts darts-v1 fused batch=16 channels=8 eigenvalue", 2992 },
    };

    public static TheoryData<string, string> Methods
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (method, space) in from method in MethodCatalog.All from space in method.Spaces select (method, space))
                data.Add(method.Name, space.Name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Measured))]
    public void Estimate_OfARunThatWasMeasured_IsGoodToAFactorOfTwo(string run, double megabytes) =>
        Assert.InRange(SearchMemory.Of(Options(run), run.Contains("size=28", StringComparison.Ordinal)
            ? Grey32 with { Shape = new ImageShape(1, 28) }
            : Grey32).Total / 1e6, megabytes / Factor, megabytes * Factor);

    /// <summary>
    /// What people run is not refused: the small sizes on any machine, the published ones on those that they were published for.
    /// </summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void Estimate_OfEveryMethod_IsWithinReach(string name, string spaceName)
    {
        var (method, space) = (MethodCatalog.All.Single(m => m.Name == name), SearchSpace.Find(spaceName));
        // the eigenvalue of RobustDARTS takes most, and more in cells that no method was published in
        var most = space.Edges.Length > SearchSpace.Darts.Edges.Length ? 16 : 6;
        Assert.InRange(SearchMemory.Of(MethodCatalog.Small(method, space), Grey32 with { Shape = new ImageShape(1, 28) }).Total / 1e9, 0.1,
            most);
        Assert.InRange(SearchMemory.Of(method.Published(space), new ImageSizes(50_000, new ImageShape(3, 32), 10)).Total / 1e9, 0.1, 64);
    }

    [Fact]
    public void Estimate_OfPublishedTrainings_IsWithinReach()
    {
        Assert.InRange(TrainingMemory.Of(TrainingRecipes.OptionsOf("cifar") with { Genotype = TrainingSample(SmallTraining.Darts) },
            new ImageSizes(50_000, new ImageShape(3, 32), 10)).Total / 1e9, 2, 24);
        var nasBench201 = TrainingRecipes.OptionsOf("nasbench201") with { Genotype = TrainingSample(SmallTraining.NasBench201) };
        Assert.InRange(TrainingMemory.Of(nasBench201, new ImageSizes(50_000, new ImageShape(3, 32), 10)).Total / 1e9, 0.5, 10);
    }

    /// <summary>What does not fit may fit where the engine keeps less.</summary>
    [Fact]
    public void Estimate_WhereTheEngineKeepsLess_IsLess()
    {
        var full = DartsV1.Method.Published(SearchSpace.Darts);
        var low = full with { Runtime = full.Runtime with { Memory = MemoryUse.Low } };
        var images = new ImageSizes(50_000, new ImageShape(3, 32), 10);
        Assert.InRange(SearchMemory.Of(low, images).Maps / SearchMemory.Of(full, images).Maps, 0.4, 0.75);

        var training = TrainingRecipes.OptionsOf("cifar") with { Genotype = TrainingSample(SmallTraining.Darts) };
        var lowTraining = training with { Runtime = training.Runtime with { Memory = MemoryUse.Low } };
        Assert.InRange(TrainingMemory.Of(lowTraining, images).Maps / TrainingMemory.Of(training, images).Maps, 0.3, 0.95);
    }

    /// <summary>Cells and layers count their weights, each in its own way: with the square of the width, or a fixed growth's.</summary>
    [Fact]
    public void Estimate_OfEveryNetworkOfTheZoo_HasItsWeights()
    {
        foreach (var entry in GenotypeZoo.All)
        {
            var options = TrainingRecipes.OptionsOf("cifar");
            var space = entry.Architecture.Space;
            options = options with
            {
                Genotype = GenotypeNotation.Json(entry.Architecture),
                Network = options.Network.For(space) with { AuxiliaryWeight = 0 },
            };
            var skeleton = options.Network.SkeletonOf(space, 10, 32);
            var counted = NetworkSketch.Of(entry.Architecture, skeleton).Count().Weights;
            double exact = GenotypeCost.Of(entry.Architecture, skeleton).Parameters;
            Assert.True(counted / exact is > 0.8 and < 1.5, $"{entry.Name}: {counted:0} of {exact:0}");
        }
    }

    [Theory]
    [InlineData(int.MaxValue, 8, 5)]
    [InlineData(16, int.MaxValue, 5)]
    [InlineData(16, 8, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData(1, 3, 1)]
    public void Estimate_OfAnySize_IsANumberAboveZero(int channels, int layers, int cells)
    {
        foreach (var space in SearchSpace.All)
        {
            var options = DartsV1.Method.Published(space) with
            {
                Supernet = new SupernetSize { Channels = channels, Layers = layers, Cells = cells },
            };
            var need = SearchMemory.Of(options, new ImageSizes(int.MaxValue, new ImageShape(3, 65_536), int.MaxValue));
            Assert.True(double.IsFinite(need.Total) && need.Total > 0 && need.Weights > 0 && need.Maps > 0);
        }
    }

    [Fact]
    public void MachineMemory_IsSomeAndNoMoreThanAddressesReach() => Assert.InRange(MachineMemory.Available, 1, Math.Pow(2, 57));

    private static string TrainingSample(string space) => AerNas.Tests.Training.SmallTraining.GenotypeOf(space).ToString();

    private static SearchOptions Options(string run)
    {
        var words = run.Split(' ');
        var (space, method) = (SearchSpace.All.Single(s => s.Name == words[0]), MethodCatalog.All.Single(m => m.Name == words[1]));
        int Number(string name, int otherwise) =>
            words.FirstOrDefault(word => word.StartsWith(name + "=", StringComparison.Ordinal)) is { } word
                ? int.Parse(word[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture)
                : otherwise;
        var small = MethodCatalog.Small(method, space).With<ProposalOptions>(proposals => proposals with { BatchSize = 512 });
        return small with
        {
            Search = small.Search with { BatchSize = Number("batch", 64) },
            Supernet = small.Supernet with { Channels = Number("channels", 8), Layers = 8 },
            Watch = new WatchOptions { Eigenvalue = words.Contains("eigenvalue") },
            Runtime = small.Runtime with { Engine = Enum.Parse<AerNas.Options.NetworkEngine>(words[2], ignoreCase: true) },
        };
    }
}
