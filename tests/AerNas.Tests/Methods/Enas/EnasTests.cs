using AerNas.Methods;
using AerNas.Networks;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Searching;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class EnasTests
{
    private static readonly SearchSpace Space = SearchSpace.NasBench201;

    [Fact]
    public void Published_LearningRate_FallsForTenEpochsAndRisesForTen()
    {
        var options = Enas.Method.Published(Space);
        Assert.Equal([0.05, 0.02525, 5e-4, 0.02525, 0.05],
            new[] { 0, 5, 10, 15, 20 }.Select(epoch => Math.Round(options.Weights.LearningRateAt(new(epoch, 250)), 12)));
    }

    [Fact]
    public void Validate_Regularizer_IsRefusedSinceNoAlphaLearns()
    {
        var problem = Assert.Single((Enas.Method.Published(Space) with { Entropy = new EntropyOptions() }).Validate());
        Assert.Equal("entropy", problem.Path);
    }

    [Fact]
    public void Relax_ForWeights_GivesThePathThatTheControllerDrawsInThatStep()
    {
        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(1, "controller");
        using var controller = new Controller(Space, new ControllerOptions(), new WeightSource(stream, float32, CPU));
        using var alpha = ArchitectureParameters.Initialize(Space, stream, new ArchitectureStart { Sampler = controller });
        var moment = new SearchMoment(7, new RunPosition(2, 5), default, default);

        var mixture = new DrawnPathRelaxation().Relax(alpha, new RelaxationContext(moment, SearchLevel.Weights));
        var validation = new DrawnPathRelaxation().Relax(alpha, new RelaxationContext(moment, SearchLevel.Validation));

        var drawn = controller.Sample(7, ControllerUse.Weights, 2, 5).Path;
        Assert.All(Space.Edges, edge => Assert.Equal(1, Weight(mixture, edge, drawn[CellKind.Normal, edge])));
        Assert.All(Space.Edges, edge => Assert.Equal(1, Weight(validation, edge, controller.MostLikely()[CellKind.Normal, edge])));
        Assert.Equal(Space.Edges.Length, mixture[CellKind.Normal].sum().ToNumber());
    }

    [Fact]
    public void Resume_WhileTheControllerLearns_EndsInTheBytesOfAnUnbrokenRun()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, Space.Name, Enas.Method.Name, epochs: 2);
        using (var unbroken = SearchRun.Start(options, folder["unbroken"], TimeProvider.System)) unbroken.Run(cancellation: Cancellation);

        using (var broken = SearchRun.Start(options, folder["broken"], TimeProvider.System)) BreakOffAfterUpdates(broken, 4);
        using (var resumed = SearchRun.Resume(folder["broken"])) resumed.Run(cancellation: Cancellation);

        Assert.Equal(LastCheckpoint(folder["unbroken"]), LastCheckpoint(folder["broken"]));
    }

    [Fact]
    public void Run_AnEpoch_WritesTheControllersMostLikelyLogitsIntoAlpha()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, Space.Name, Enas.Method.Name, epochs: 1);
        using (var run = SearchRun.Start(options, folder["run"], TimeProvider.System)) run.Run(cancellation: Cancellation);

        // each once, though the controller's updates are reported too
        Assert.Equal([1, 2, 3], RunDirectory.Open(folder["run"]).Steps.Read("step").Select(step => step.Number));
        var row = Assert.Single(RunDirectory.Open(folder["run"]).Metrics.Read());
        Assert.InRange(row["controllerAccuracy"]!.GetValue<double>(), 0, 1);
        Assert.InRange(row["controllerEntropyNats"]!.GetValue<double>(), 0.1, Space.Edges.Length * Math.Log(Space.Operations.Length));
        var alphas = row["alpha"]!["Normal"]!.AsObject()
            .SelectMany(edge => edge.Value!.AsObject().Select(o => Math.Abs(o.Value!.GetValue<double>())));
        Assert.All(alphas, alpha => Assert.InRange(alpha, 0, options.Part<ControllerOptions>().TanhConstant));
        // the start values of alpha are a tenth of that and less
        Assert.InRange(alphas.Max(), 2e-2, options.Part<ControllerOptions>().TanhConstant);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static double Weight(Mixture mixture, EdgeId edge, CandidateOperation operation)
    {
        Assert.True(mixture.IsActive(CellKind.Normal, edge, operation));
        return mixture[CellKind.Normal][Space.RowOf(edge), Space.ColumnOf(operation)].ToNumber();
    }

    /// <summary>Stops the first epoch where its steps are done and some updates of the controller.</summary>
    private static void BreakOffAfterUpdates(SearchRun run, int updates)
    {
        using var source = new CancellationTokenSource();
        var reports = 0;
        var progress = new Callback(report =>
        {
            // one report is that of the last step
            if (report.Position.Step == report.StepsPerEpoch && reports++ == updates + 1) source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => run.Run(progress, source.Token));
        Assert.Equal(3, run.Position.Step);
    }

    private static byte[] LastCheckpoint(string run) => RunDirectory.Open(run).Checkpoints.Load().Content;

    private sealed class Callback(Action<SearchProgress> action) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => action(value);
    }
}
