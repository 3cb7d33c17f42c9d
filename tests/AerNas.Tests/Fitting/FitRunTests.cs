using AerNas.Export;
using AerNas.Fitting;
using AerNas.Options;
using AerNas.Runs;
using AerNas.Tests.Training;

namespace AerNas.Tests.Fitting;

/// <summary>Fits whose epochs and channels are fixed, so that they do not look at the clock.</summary>
public sealed class FitRunTests
{
    [Fact]
    public void Run_ToItsEnd_HandsOverAModelOfTheReportedAccuracy()
    {
        using var folder = new TemporaryFolder();
        using var run = FitRun.Start(Small(folder), folder["fit"], TimeProvider.System);

        var result = run.Run(cancellation: TestContext.Current.CancellationToken);

        using var model = ModelFolder.Load(result.Model);
        Assert.Equal(result.Network.TestAccuracy, model.TestAccuracy(run.Dataset, TestContext.Current.CancellationToken));
        Assert.Equal(result.Genotype, model.Genotype);
        Assert.Equal(run.Dataset.ClassNames, File.ReadAllLines(Path.Combine(result.Model, "labels.txt")));
        Assert.Equal((2, 4), (result.Network.Epochs, result.Network.Skeleton.Channels));
        Assert.True(RunDirectory.HoldsDone(run.SearchPath) && RunDirectory.HoldsDone(run.TrainingPath));
        Assert.Equal(result.Network.TestAccuracy, (double?)RunDirectory.Open(folder["fit"]).ReadResult()!["testAccuracy"]);
        Assert.Null(result.Baseline);
        Assert.True(File.Exists(Path.Combine(result.Model, "model.onnx")));
        Assert.True(result.Latency.Median > TimeSpan.Zero);
    }

    [Fact]
    public void Run_WithBaseline_TrainsAPlainNetworkOfAsManyMultiplyAdds()
    {
        using var folder = new TemporaryFolder();
        using var run = FitRun.Start(Small(folder) with { Baseline = true, Channels = 8 }, folder["fit"], TimeProvider.System);

        var result = run.Run(cancellation: TestContext.Current.CancellationToken);

        Assert.NotNull(result.Baseline);
        Assert.InRange((double)result.Baseline.Cost.MultiplyAdds / result.Network.Cost.MultiplyAdds, 0.5, 2);
        Assert.Equal(result.Network.Epochs, result.Baseline.Epochs);
        Assert.Equal(result.Baseline.TestAccuracy, (double?)RunDirectory.Open(folder["fit"]).ReadResult()!["baselineTestAccuracy"]);
    }

    [Fact]
    public void Resume_AfterInterruptions_EndsInTheModelOfAnUnbrokenFit()
    {
        using var folder = new TemporaryFolder();
        var options = Small(folder);
        using (var whole = FitRun.Start(options, folder["whole"], TimeProvider.System))
            whole.Run(cancellation: TestContext.Current.CancellationToken);

        using (var broken = FitRun.Start(options, folder["broken"], TimeProvider.System)) Interrupt(broken, FitStage.Search);
        using (var resumed = FitRun.Resume(folder["broken"], TimeProvider.System)) Interrupt(resumed, FitStage.Training);
        using (var resumed = FitRun.Resume(folder["broken"], TimeProvider.System))
            resumed.Run(cancellation: TestContext.Current.CancellationToken);

        foreach (var file in Directory.EnumerateFiles(folder["whole/model"]))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(file.Replace("whole", "broken", StringComparison.Ordinal)));
    }

    /// <summary>The smallest network of the space has 4,720 parameters here, and a cell of skip connections and pools.</summary>
    [Theory]
    [InlineData(8_000L, 3_000_000L)]
    [InlineData(4_720L, null)]
    public void Run_UnderLimits_KeepsToThem(long? parameters, long? multiplyAdds)
    {
        using var folder = new TemporaryFolder();
        var limits = new FitLimits { Parameters = parameters, MultiplyAdds = multiplyAdds };
        var options = Small(folder) with { Channels = null, Epochs = 1, Limits = limits };
        using var run = FitRun.Start(options with { Budget = TimeSpan.FromDays(1) }, folder["fit"], TimeProvider.System);

        var result = run.Run(cancellation: TestContext.Current.CancellationToken);

        Assert.InRange(result.Network.Cost.Parameters, 1, parameters ?? long.MaxValue);
        Assert.InRange(result.Network.Cost.MultiplyAdds, 1, multiplyAdds ?? long.MaxValue);
        Assert.Equal(result.Genotype, ModelFolder.Describe(result.Model).Genotype);
    }

    [Fact]
    public void Start_UnderALatencyThatNothingMeets_TellsThatOfTheSmallestNetwork()
    {
        using var folder = new TemporaryFolder();
        var options = Small(folder) with { Channels = null, Limits = new FitLimits { Latency = TimeSpan.FromTicks(1) } };

        var refused = Assert.Throws<InvalidOptionsException>(() => FitRun.Start(options, folder["fit"], TimeProvider.System));

        Assert.Matches("and takes [0-9.]+ms for a picture on these images", refused.Message);
    }

    [Theory]
    [InlineData(100L, null)]
    [InlineData(null, 100L)]
    public void Start_UnderLimitsThatNothingMeets_TellsTheSmallestNetwork(long? parameters, long? multiplyAdds)
    {
        using var folder = new TemporaryFolder();
        var limits = new FitLimits { Parameters = parameters, MultiplyAdds = multiplyAdds };
        var options = Small(folder) with { Channels = null, Limits = limits };

        var refused = Assert.Throws<InvalidOptionsException>(() => FitRun.Start(options, folder["fit"], TimeProvider.System));

        Assert.Matches("the smallest network of nasbench201 has [0-9,]+ parameters and [0-9,]+ multiply-adds", refused.Message);
        Assert.False(Directory.Exists(folder["fit"]));
    }

    [Fact]
    public void Start_BudgetShorterThanAnEpoch_IsRefusedBeforeAnythingIsWritten()
    {
        using var folder = new TemporaryFolder();
        var options = Small(folder) with { Epochs = null, Budget = TimeSpan.FromMilliseconds(1) };

        var refused = Assert.Throws<InvalidOptionsException>(() => FitRun.Start(options, folder["fit"], TimeProvider.System));

        Assert.StartsWith("budget: 1ms is too short", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["fit"]));
    }

    private static FitOptions Small(TemporaryFolder folder) => new()
    {
        Data = SmallTraining.OnNoise(folder, SmallTraining.NasBench201).Data,
        SearchEpochs = 1,
        Channels = 4,
        Epochs = 2,
        Budget = TimeSpan.FromHours(1),
        Runtime = new RuntimeOptions { Threads = 1 },
    };

    private static void Interrupt(FitRun run, FitStage stage)
    {
        using var stop = new CancellationTokenSource();
        var progress = new Reports(step =>
        {
            if (step.Stage == stage && step.Decision is null) stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => run.Run(progress, stop.Token));
    }

    private sealed class Reports(Action<FitProgress> each) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => each(value);
    }
}
