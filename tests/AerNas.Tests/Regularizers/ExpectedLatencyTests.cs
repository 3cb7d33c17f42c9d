using AerNas.Genotypes;
using AerNas.Latency;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Schedules;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Latency;
using AerNas.Tests.Searching;
using static TorchSharp.torch;

namespace AerNas.Tests.Regularizers;

public sealed class ExpectedLatencyTests
{
    private const double Rounding = 1e-12; // of sums in float64

    private static readonly EpochProgress Middle = new(5, 10);

    [Theory]
    [InlineData(null)]
    [InlineData(0.002)]
    [InlineData(1000.0)]
    public void Penalty_IsTheLogarithmOfTheExpectedLatency(double? target)
    {
        using var scope = NewDisposeScope();
        var (space, table) = (SearchSpace.NasBench201, Tables.Of(place => place.Channels * place.Operation.Name.Length * 1e-6, rest: 1e-3));
        using var alpha = ArchitectureParameters.FromValues(space, _ =>
            randn([space.Edges.Length, space.Operations.Length], ScalarType.Float64, generator: new Generator(7)));
        var term = new ExpectedLatency(0.5, table, target);

        var shares = nn.functional.softmax(alpha[CellKind.Normal], dim: -1);
        var expected = 1e-3;
        for (var edge = 0; edge < space.Edges.Length; edge++)
            for (var operation = 0; operation < space.Operations.Length; operation++)
                expected += shares[edge, operation].ToNumber() * 2 * (4 + 8 + 16) * space.Operations[operation].Name.Length * 1e-6;
        var logarithm = target is { } aim ? Math.Max(0, Math.Log(expected / aim)) : Math.Log(expected * 1e3);
        Assert.Equal(0.5 * logarithm, term.Penalty(alpha, Middle).ToNumber(), Rounding);
    }

    [Fact]
    public void Penalty_OfCellsThatKeepSomeEdges_CountsEachByItsChance()
    {
        using var scope = NewDisposeScope();
        var (space, skeleton) = (SearchSpace.Darts, Skeleton.Cifar with { Layers = 3, Channels = 4, ImageSize = 8 });
        using var alpha = ArchitectureParameters.FromValues(space, _ =>
            zeros(space.Edges.Length, space.Operations.Length, ScalarType.Float64));
        var term = new ExpectedLatency(1, Tables.Of(skeleton, _ => 1e-3), target: null);

        Assert.Equal(Math.Log(3 * 8), term.Penalty(alpha, Middle).ToNumber(), Rounding); // three cells of eight edges, 1 ms each
    }

    [Fact]
    public void Penalty_OfATableWhoseRestIsBelowZero_TakesItForNothing()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.NasBench201;
        using var alpha = ArchitectureParameters.FromValues(space, _ =>
            zeros(space.Edges.Length, space.Operations.Length, ScalarType.Float64));

        var without = new ExpectedLatency(1, Tables.Of(_ => 1e-6), target: null).Penalty(alpha, Middle).ToNumber();
        var below = new ExpectedLatency(1, Tables.Of(_ => 1e-6, rest: -1), target: null).Penalty(alpha, Middle).ToNumber();
        var nothing = new ExpectedLatency(1, Tables.Of(_ => 0, rest: -1), target: null).Penalty(alpha, Middle).ToNumber();

        Assert.Equal(without, below);
        Assert.Equal(Math.Log(1e-6), nothing, Rounding);
    }

    [Fact]
    public void Resume_OfASearchByLatency_EndsInTheBytesOfAnUnbrokenOne()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", "gdas") with
        {
            Terms = new Dictionary<string, double> { ["latency"] = 1 },
            Latency = new LatencyOptions { Table = Tables.Of(place => place.Operation.Name.Length * 1e-6), Target = 1e-6 },
        };
        using (var whole = SearchRun.Start(options, folder["whole"], TimeProvider.System)) SearchRuns.Finish(whole);
        using (var broken = SearchRun.Start(options, folder["broken"], TimeProvider.System))
            SearchRuns.Interrupt(broken, new RunPosition(1, 1));
        using (var resumed = SearchRun.Resume(folder["broken"])) SearchRuns.Finish(resumed);
        var without = options with { Terms = null, Latency = new LatencyOptions() };
        using (var plain = SearchRun.Start(without, folder["plain"], TimeProvider.System)) SearchRuns.Finish(plain);

        SearchRuns.AssertSame(folder["whole"], folder["broken"]);
        Assert.NotEqual(SearchRuns.LastCheckpoint(folder["plain"]), SearchRuns.LastCheckpoint(folder["whole"]));
    }

    [Fact]
    public void Validate_TableThatNoTermJudgesBy_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", "gdas") with
        {
            Latency = new LatencyOptions { Table = Tables.Of(_ => 1) },
        };
        Assert.Equal("latency.table: goes with a term that judges by it; add --term latency=0.01.", $"{Assert.Single(options.Validate())}");
    }

    [Fact]
    public void Validate_TableOfAnotherSpace_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "darts", "darts-v1") with
        {
            Terms = new Dictionary<string, double> { ["latency"] = 1 },
            Latency = new LatencyOptions { Table = Tables.Of(_ => 1) },
        };
        var problem = Assert.Single(options.Validate());
        Assert.Equal("latency.table: is of nasbench201, not of darts; measure one of it with aernas latency.", $"{problem}");
    }
}
