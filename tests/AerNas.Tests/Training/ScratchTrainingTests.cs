using AerNas.Genotypes;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Running;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Training;

public sealed class ScratchTrainingTests
{
    public static TheoryData<string> Families => SmallTraining.Families;

    [Theory]
    [MemberData(nameof(Families))]
    public void Run_TwoEpochsOnRealImages_LowersTheLoss(string space)
    {
        using var folder = new TemporaryFolder();
        var options = SmallTraining.Options(space);
        options = options with { Network = options.Network with { Channels = 4 }, Training = options.Training with { Epochs = 3 } };
        var losses = Train(options, folder).Select(row => row["trainLoss"]!.GetValue<double>()).ToArray();
        Assert.True(losses[^1] < losses[0], $"losses {string.Join(", ", losses)}");
    }

    [Fact]
    public void Run_TestedEverySecondEpoch_TestsTheLastOneToo()
    {
        using var folder = new TemporaryFolder();
        var options = SmallTraining.Options(SmallTraining.NasBench201);
        options = options with { Training = options.Training with { Epochs = 3, TestEvery = 2 } };
        Assert.Equal([false, true, true], Train(options, folder).Select(row => row.ContainsKey("testAccuracy")));
    }

    [Fact]
    public void Run_LearningRateBeyondReason_StopsAtTheFirstNonFiniteNumber()
    {
        using var folder = new TemporaryFolder();
        var options = SmallTraining.Options(SmallTraining.NasBench201);
        options = options with { Weights = new WeightOptions { LearningRate = 1e38, GradientClip = 0, WeightDecay = 1 } };
        var stop = Assert.Throws<NonFiniteValueException>(() => Train(options, folder));
        Assert.Equal(0, stop.Epoch);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Run_SecondEpoch_LeavesNoTensorsBehind(string space)
    {
        using var folder = new TemporaryFolder();
        var live = new List<long>();
        Train(SmallTraining.Options(space), folder, new Callback(_ => live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount)));
        Assert.Single(live[1..^2].Distinct()); // the last two reports stand outside a batch
    }

    private static IReadOnlyList<System.Text.Json.Nodes.JsonObject> Train(
        TrainingOptions options, TemporaryFolder folder, Callback? progress = null)
    {
        var genotype = GenotypeNotation.Parse(options.Genotype);
        var data = new TrainingData(SmallTraining.Embedded(128, 32), options);
        using var directory = RunDirectory.Create(folder["run"]);
        using var weights = RandomStreams.Create(1, "weights");
        using var state = new TrainingState(
            new DerivedNetwork(genotype, options.Network.SkeletonFor(genotype, data.Dataset),
                new WeightSource(weights, ScalarType.Float32, CPU)),
            options.Weights);
        new ScratchTraining(options, data, state, new RunRecorder<TrainingCounters>(directory, TrainingState.Form(genotype), default))
            .Run(progress, TestContext.Current.CancellationToken);
        return directory.Metrics.Read();
    }

    private sealed class Callback(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Finished is null) action(value);
        }
    }
}
