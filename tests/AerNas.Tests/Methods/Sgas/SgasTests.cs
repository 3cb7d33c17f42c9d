using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Runs;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Searching;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class SgasTests
{
    private const double Rounding = 1e-12;
    private const int Decided = 4; // the row of a decided edge
    private const int Pruned = 3; // of one into the same node that is none

    [Fact]
    public void Step_AfterADecision_MovesTheOpenAlphasByAdamAndNoOthers()
    {
        using var scope = NewDisposeScope();
        using var sgas = new MethodCase(Sgas.Method, SearchSpace.Darts);
        var (alpha, rates) = (sgas.State.Alpha, sgas.Options.Alpha);
        sgas.Step(); // the optimizer remembers what the edges went by before they were decided
        alpha.Keep(alpha.Kept.Where((_, edge, operation) => alpha.Space.RowOf(edge) switch
        {
            Decided => operation == CandidateOperation.SepConv3x3,
            Pruned => operation == CandidateOperation.None,
            _ => true,
        }));
        var before = sgas.Problem.Alphas.Select(a => a.detach().clone()).ToArray();
        var moments = sgas.State.Optimizers.Alpha.Moments.Select(m => m.clone()).ToArray();
        var gradient = new FirstOrderStep().Compute(sgas.Problem, sgas.State.Optimizers.Weights).Alphas;

        var mixture = sgas.Mixture(sgas.At(20));
        sgas.At(0);
        sgas.Step();

        Assert.Equal(1, mixture[CellKind.Normal][Decided, alpha.Space.ColumnOf(CandidateOperation.SepConv3x3)].item<double>());
        Assert.True(alpha.Space.Operations
            .All(o => mixture.IsActive(CellKind.Normal, alpha.Space.Edges[Decided], o) == (o == CandidateOperation.SepConv3x3)));
        for (var i = 0; i < before.Length; i++)
        {
            var decayed = gradient[i].Plus(before[i].Times(rates.WeightDecay));
            var mean = moments[i].Times(rates.Beta1).Plus(decayed.Times(1 - rates.Beta1)).Over(1 - Math.Pow(rates.Beta1, 2));
            var square = moments[i + before.Length].Times(rates.Beta2).Plus(decayed.Times(1 - rates.Beta2) * decayed)
                .Over(1 - Math.Pow(rates.Beta2, 2));
            var expected = before[i] - mean.Times(rates.LearningRate) / square.sqrt().Plus(1e-8);
            foreach (var row in (int[])[Decided, Pruned]) expected[row] = before[i][row];
            Assert.True(sgas.Problem.Alphas[i].detach().allclose(expected, rtol: 0, atol: Rounding));
            Assert.Equal(0, gradient[i][Decided].abs().max().item<double>());
        }
    }

    [Theory]
    [InlineData(DecisionCriterion.Certainty)]
    [InlineData(DecisionCriterion.Stability)]
    public void Run_UntilAllEdgesAreDecided_RecordsOneMoreAnEpochAndEndsWithThem(DecisionCriterion criterion)
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", "sgas", epochs: 7);
        options = options.With<DecisionOptions>(decisions => decisions with { Criterion = criterion, BatchIncrease = 4 });
        using var run = SearchRun.Start(options, folder["run"], TimeProvider.System);

        var live = new List<long>();
        var result = run.Run(new Watcher(() => live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount)),
            TestContext.Current.CancellationToken);

        var rows = RunDirectory.Open(folder["run"]).Metrics.Read();
        Assert.Equal(Enumerable.Range(0, 7),
            rows.Select(row => row["alpha"]!["Normal"]!.AsObject().Count(edge => edge.Value!.AsObject().Count == 1)));
        Assert.All(rows[^1]["alpha"]!["Normal"]!.AsObject(), edge =>
            Assert.Contains(result.Genotype[CellKind.Normal].Edges, e => e.Edge.ToString() == edge.Key && e.Operation.Name == edge.Value!
                .AsObject().Single().Key));
        Assert.Equal(0, result.EntropyBits);
        Assert.Single(live.Skip(1).Distinct()); // the first decision makes a mask, the others take its place
    }

    [Fact]
    public void Start_BatchesThatOutgrowTheHalves_DoNotGrow()
    {
        using var folder = new TemporaryFolder();

        SearchRun.Start(SmallSearch.Options(folder, "nasbench201", "sgas", epochs: 7), folder["run"], TimeProvider.System).Dispose();

        var begun = SearchRun.OptionsOf(folder["run"]);
        Assert.Equal((16, 16), (begun.Search.BatchSize, begun.BatchSizeAt(6))); // 64 in the end would be more than a half
    }

    private sealed class Watcher(Action epochEnded) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value)
        {
            if (value.Finished is not null) epochEnded();
        }
    }
}
