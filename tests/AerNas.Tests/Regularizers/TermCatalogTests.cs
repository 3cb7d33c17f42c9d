using AerNas.Cli;
using AerNas.Latency;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Runs;
using AerNas.Schedules;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Cli;
using AerNas.Tests.Conventions;
using AerNas.Tests.Methods;
using AerNas.Tests.Searching;
using static TorchSharp.torch;

namespace AerNas.Tests.Regularizers;

public sealed class TermCatalogTests
{
    private const double Rounding = 1e-12; // of sums in float64

    public static TheoryData<string, string> Over => new()
    {
        { "darts-v1", "zero-one" },
        { "darts-v1", "cost" },
        { "gdas", "entropy-sum" },
        { "gdas", "gate-entropy" },
        { "pc-darts", "edge-entropy" },
        { "pc-darts", "cost" },
        { "snas", "zero-one" },
        { "fairdarts", "cost" },
    };

    /// <summary>The same method without the term, and the term by itself, add up to the method with it.</summary>
    [Theory]
    [MemberData(nameof(Over))]
    public void Loss_OfAMethodWithATerm_IsItsOwnAndTheTerm(string name, string term)
    {
        using var scope = NewDisposeScope();
        var method = MethodCatalog.All.Single(m => m.Name == name);
        using var plain = new MethodCase(method, SearchSpace.Darts);
        using var with = new MethodCase(method, SearchSpace.Darts, options => options with { Terms = Weights((term, 0.7)) });
        var (cells, progress) = (plain.State.Supernet.CellSizes(imageSize: 8), with.At(30).Architecture);
        plain.At(30);
        var added = TermCatalog.All.Single(t => t.Name == term).Create(new TermContext(0.7, cells, new LatencyOptions()));
        var alone = added.Penalty(with.State.Alpha, progress).ToNumber();
        var (before, after) = (plain.Problem.ValidationLoss(), with.Problem.ValidationLoss());

        Assert.NotEqual(0, alone);
        Assert.Equal(before.CrossEntropy.ToNumber(), after.CrossEntropy.ToNumber(), Rounding);
        Assert.Equal(before.Total.ToNumber() + alone, after.Total.ToNumber(), Rounding);
    }

    [Theory]
    [InlineData("darts-v1")]
    [InlineData("gdas")]
    [InlineData("pc-darts")]
    public void Resume_OfASearchWithTerms_EndsInTheBytesOfAnUnbrokenOne(string name)
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", name) with { Terms = Weights(("zero-one", 2), ("cost", 0.01)) };
        using (var whole = SearchRun.Start(options, folder["whole"], TimeProvider.System)) SearchRuns.Finish(whole);
        using (var broken = SearchRun.Start(options, folder["broken"], TimeProvider.System))
            SearchRuns.Interrupt(broken, new RunPosition(1, 1));
        using (var resumed = SearchRun.Resume(folder["broken"])) SearchRuns.Finish(resumed);
        using (var plain = SearchRun.Start(options with { Terms = null }, folder["plain"], TimeProvider.System)) SearchRuns.Finish(plain);

        SearchRuns.AssertSame(folder["whole"], folder["broken"]);
        Assert.NotEqual(SearchRuns.LastCheckpoint(folder["plain"]), SearchRuns.LastCheckpoint(folder["whole"]));
        Assert.Equal(2, SearchRun.OptionsOf(folder["broken"]).Terms!["zero-one"]);
    }

    [Fact]
    public void Terms_BroughtFromOutside_LieOverAMethod()
    {
        using var scope = NewDisposeScope();
        var mine = new RegularizerTerm
        {
            Name = "mine",
            Reference = "none",
            About = "the sum of the logits",
            Create = term => new SumOfLogits(term.Weight),
        };
        using var with = new MethodCase(DartsV1.Method, SearchSpace.NasBench201,
            options => options with { KnownTerms = [mine], Terms = Weights(("mine", 3)) });
        var loss = with.Problem.ValidationLoss();

        Assert.Empty(with.Options.Validate());
        Assert.Equal(3 * with.State.Alpha[CellKind.Normal].sum().ToNumber(),
            loss.Total.ToNumber() - loss.CrossEntropy.ToNumber(), Rounding);
    }

    [Theory]
    [InlineData("darts-v1", "darts", "mine", 1, "there is no such term; there are zero-one, gate-entropy, entropy-sum, edge-entropy, cost, "
        + "latency. The entropy regularizer")]
    [InlineData("darts-v1", "darts", "zero-one", double.NaN, "must be a finite number")]
    [InlineData("darts-v1", "darts", "edge-entropy", 1, "darts-v1 has no weights of edges on darts among which a node chooses")]
    [InlineData("pc-darts", "nasbench201", "edge-entropy", 1, "pc-darts has no weights of edges on nasbench201 among which a node chooses")]
    [InlineData("rsps", "nasbench201", "cost", 1, "alpha never learns here")]
    [InlineData("darts-v1", "darts", "latency", 1, "needs a table of measured operations: make one with aernas latency")]
    public void Validate_TermThatCannotBe_IsRefused(string name, string space, string term, double weight, string message)
    {
        var published = MethodCatalog.All.Single(m => m.Name == name).Published(SearchSpace.Find(space));
        var problem = Assert.Single((published with { Terms = Weights((term, weight)) }).Validate());
        Assert.Equal($"terms.{term}", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Term_OnTheCommandLine_IsRecordedWithItsWeight()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of(new CancellationToken(canceled: true), "search", "--method", "gdas", "--data",
            SmallSearch.WriteImages(folder), "--batch", "16", "--channels", "2",
            "--term", "Zero-One=10", "--term", "cost=1e-3", "--term", "entropy=off", "--set", "terms.cost=0.5", "--threads", "1",
                "--out", folder["run"]);

        Assert.True(run.ExitCode == ExitCode.Interrupted, run.Error);
        var options = SearchRun.OptionsOf(folder["run"]);
        Assert.Equal([("cost", 0.001), ("zero-one", 10.0)], options.Terms!.OrderBy(term => term.Key)
            .Select(term => (term.Key, term.Value)));
        Assert.Equal(EntropySchedule.Off, options.Entropy.Schedule);
    }

    [Theory]
    [InlineData("zero-one", "'zero-one' is not of the form NAME=WEIGHT")]
    [InlineData("zero-one=much", "'zero-one=much' is not of the form NAME=WEIGHT")]
    [InlineData("magic=1", "names no term; there are entropy, zero-one")]
    [InlineData("entropy=some", "--term: 'some' is neither off, nor a number")]
    public void Term_OfAnotherForm_IsRefused(string text, string message) => CommandRun.Of("search", "--term", text).IsRefused(message);

    [Fact]
    public void Docs_Terms_AreThoseOfTheCatalogue() => Assert.Contains(
        string.Concat(TermCatalog.All.Select(term => $"| `{term.Name}` | {term.Reference} | {term.About} |\n")),
        Repository.Read("docs/methods.md"), StringComparison.Ordinal);

    private static Dictionary<string, double> Weights(params (string Name, double Weight)[] terms) =>
        terms.ToDictionary(term => term.Name, term => term.Weight);

    private sealed class SumOfLogits(double weight) : IArchitectureTerm
    {
        public Tensor Penalty(AerNas.Relaxations.ArchitectureParameters alpha, EpochProgress progress) =>
            alpha[CellKind.Normal].sum().Times(weight);
    }
}
