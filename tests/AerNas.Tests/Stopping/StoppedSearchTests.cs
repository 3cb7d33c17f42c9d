using AerNas.Methods;
using AerNas.Runs;
using AerNas.Searching;
using AerNas.Stopping;
using AerNas.Tests.Searching;
using AerNas.Verification;

namespace AerNas.Tests.Stopping;

/// <summary>Searches that a stop rule ends or sends back.</summary>
public sealed class StoppedSearchTests
{
    private const int Epochs = 5;
    private const int LastEpoch = 2;
    private const int Seeds = 30;

    /// <summary>Whether the eigenvalue grew at all since the epoch before.</summary>
    private static StopOptions Growing => new()
    {
        Criterion = StopCriterion.Eigenvalue,
        From = 0,
        Eigenvalue = new EigenvalueWindow { Every = 1, Checks = 1, Lag = 1, Ratio = 1.01 },
    };

    [Fact]
    public void Run_ARankingThatLasts_EndsEarlyWithThatEpochAndSaysWhy()
    {
        using var folder = new TemporaryFolder();
        var options = Options(folder, Epochs) with
        {
            Stop = new StopOptions { Criterion = StopCriterion.Ranking, From = LastEpoch, StableEpochs = 1 },
        };
        options = options with { Alpha = options.Alpha with { LearningRate = 0 } };
        SearchResult result;
        using (var run = SearchRun.Start(options, folder["run"], TimeProvider.System)) result = SearchRuns.Finish(run);

        Assert.Equal(LastEpoch, result.Epoch);
        Assert.Contains("has not changed for 1 epoch.", result.Stopped, StringComparison.Ordinal);
        Assert.Equal(LastEpoch + 1, SearchRuns.Rows(folder["run"]).Count);
        Assert.Contains("\"stopped\"", File.ReadAllText(Path.Combine(folder["run"], "result.json")), StringComparison.Ordinal);
        using var again = SearchRun.Resume(folder["run"]);
        Assert.Equal((result.Genotype, result.Epoch, result.Stopped),
            SearchRuns.Finish(again) is var same ? (same.Genotype, same.Epoch, same.Stopped) : default);
    }

    [Fact]
    public void Run_AnEigenvalueThatGrows_ChoosesTheEpochBeforeTheJump()
    {
        using var folder = new TemporaryFolder();
        using var run = SearchRun.Start(ThatGrows(folder) with { Stop = Growing }, folder["run"], TimeProvider.System);

        var result = SearchRuns.Finish(run);

        Assert.Equal(0, result.Epoch);
        Assert.Contains("eigenvalue grew", result.Stopped, StringComparison.Ordinal);
        var rows = SearchRuns.Rows(folder["run"]);
        Assert.Equal(2, rows.Count);
        Assert.Equal((string)rows[0]["genotype"]!, result.Genotype.ToString());
    }

    [Fact]
    public void Resume_ASearchThatWasSentBack_EndsInTheBytesOfAnUnbrokenRun()
    {
        using var folder = new TemporaryFolder();
        var options = ThatGrows(folder) with { Stop = Growing with { Adaptation = new AdaptationOptions { Factor = 3, Most = 9 * 5e-4 } } };
        using (var whole = SearchRun.Start(options, folder["whole"], TimeProvider.System)) Assert.Null(SearchRuns.Finish(whole).Stopped);
        using (var broken = SearchRun.Start(options, folder["broken"], TimeProvider.System)) InterruptAfterAReturn(broken);
        using (var resumed = SearchRun.Resume(folder["broken"])) SearchRuns.Finish(resumed);

        SearchRuns.AssertSame(folder["whole"], folder["broken"]);
        var rows = SearchRuns.Rows(folder["whole"]);
        Assert.Equal(Enumerable.Range(0, Epochs), rows.Select(row => (int)row["epoch"]!));
        Assert.Null(rows[0]["returns"]);
        Assert.InRange((int)rows[^1]["returns"]!, 1, 2); // 5e-4 may become 15e-4 and 45e-4
        Assert.Empty(RunVerification.OfEpochs(folder["whole"], Epochs)
            .Run(TimeProvider.System, TestContext.Current.CancellationToken).Differences);
    }

    [Fact]
    public void DecayAfter_BothPublishedAdaptations_GrowsUpToItsBound()
    {
        var (script, parser) = (new AdaptationOptions(), new AdaptationOptions { Factor = 3, Most = 243e-4 });

        Assert.Equal([3e-4, 3e-3, 3e-2], Enumerable.Range(0, 3).Select(returns => script.DecayAfter(3e-4, returns)),
            (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([3e-4, 3e-4, 3e-3], Enumerable.Range(0, 3).Select(returns => script.VirtualDecayAfter(3e-4, returns)),
            (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(returns => script.AllowsAfter(3e-4, returns)));
        Assert.Equal([true, true, true, true, false], Enumerable.Range(0, 5).Select(returns => parser.AllowsAfter(3e-4, returns)));
    }

    [Fact]
    public void AllowsAfter_ADecayThatHasLeaptOverTheBound_IsNoMore()
    {
        var adaptation = new AdaptationOptions { Factor = 7, Most = 0.03 };

        Assert.Equal([true, true, true, false, false], Enumerable.Range(0, 5).Select(returns => adaptation.AllowsAfter(3e-4, returns)));
    }

    private static SearchOptions Options(TemporaryFolder folder, int epochs) =>
        SmallSearch.Options(folder, "nasbench201", "darts-v1", epochs);

    /// <summary>
    /// A search whose eigenvalue grows from a first epoch's above zero in its second: that of the first seed that leads to one.
    /// </summary>
    private static SearchOptions ThatGrows(TemporaryFolder folder)
    {
        var options = Options(folder, Epochs);
        return Enumerable.Range(0, Seeds).Select(seed => options with { Search = options.Search with { Seed = seed } }).First(candidate =>
        {
            var run = folder[$"seed-{candidate.Search.Seed}"];
            var watched = candidate with { Watch = new WatchOptions { Eigenvalue = true } };
            using (var search = SearchRun.Start(watched, run, TimeProvider.System)) SearchRuns.Interrupt(search, new RunPosition(2, 1));
            var eigenvalues = SearchRuns.Rows(run).Select(row => (double)row["hessianEigenvalue"]!).ToArray();
            return eigenvalues[0] > 0 && eigenvalues[1] / eigenvalues[0] > Growing.Eigenvalue.Ratio;
        });
    }

    /// <summary>Breaks a run off in the first epoch after it was sent back.</summary>
    private static void InterruptAfterAReturn(SearchRun run)
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => run.Run(new Watcher(value =>
        {
            if (value.Returns > 0) source.Cancel();
        }), source.Token));
    }

    private sealed class Watcher(Action<SearchProgress> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => report(value);
    }
}
