using System.Text.Json.Nodes;
using AerNas.Fitting;
using AerNas.Runs;
using AerNas.Tests.Training;
using AerNas.Training;

namespace AerNas.Tests.Fitting;

public sealed class BudgetedTrainingTests
{
    [Fact]
    public void Run_WithNoTimeLeft_EndsWithTheEpochAfterTheFirstThatWasTimed()
    {
        using var folder = new TemporaryFolder();

        var rows = Train(folder, TimeSpan.Zero, planned: 9);

        Assert.Equal([new RunStretch(2, 3)], RunRecord.Load(RunDirectory.Open(folder["run"])).Stretches);
        Assert.Equal(3, rows.Count);
    }

    [Fact]
    public void Run_WithTimeForEverything_IsNotPlannedAnew()
    {
        using var folder = new TemporaryFolder();

        var rows = Train(folder, null, planned: 4);

        Assert.Null(RunRecord.Load(RunDirectory.Open(folder["run"])).Stretches);
        Assert.Equal(4, rows.Count);
    }

    [Fact]
    public void Replan_EndsByTheScheduleOfTheNewNumberOfEpochs()
    {
        using var folder = new TemporaryFolder();

        var rows = Train(folder, TimeSpan.Zero, planned: 9);

        var rate = TrainRun.OptionsOf(folder["run"]).Weights.LearningRate;
        Assert.Equal(3, TrainRun.OptionsOf(folder["run"]).Training.Epochs);
        Assert.Equal(rate * (1 + Math.Cos(Math.PI * 2 / 3)) / 2, (double)rows[2].Row["learningRate"]!, 1e-12);
    }

    private static IReadOnlyList<(int Number, JsonObject Row)> Train(TemporaryFolder folder, TimeSpan? left, int planned)
    {
        var options = SmallTraining.OnNoise(folder, SmallTraining.NasBench201);
        var images = TrainRun.OpenImages(options);
        var training = new BudgetedTraining(folder["run"], images, TimeProvider.System);
        training.Run(() => options with { Training = options.Training with { Epochs = planned } }, left is { } time ? () => time : null,
            progress: null, TestContext.Current.CancellationToken);
        return [.. RunDirectory.Open(folder["run"]).Metrics.Read("epoch").Select(row => (row.Number, row.Row))];
    }
}
