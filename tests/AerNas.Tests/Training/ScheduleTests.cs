using AerNas.Options;
using AerNas.Schedules;

namespace AerNas.Tests.Training;

public sealed class ScheduleTests
{
    private const double Rounding = 1e-15;

    [Fact]
    public void LearningRateAt_CosineThatStepsBeforeTheEpoch_IsOneEpochAhead()
    {
        var (after, before) = (new WeightOptions(), new WeightOptions { CosineStep = CosineStep.BeforeEpoch });

        Assert.All(Enumerable.Range(0, 50),
            epoch => Assert.Equal(after.LearningRateAt(new(epoch + 1, 50)), before.LearningRateAt(new(epoch, 50))));
        Assert.Equal(after.MinimumLearningRate, before.LearningRateAt(new(49, 50)), 15);
    }

    [Fact]
    public void CosineSchedule_OverAllEpochs_FallsFromBaseAndHalvesMidway()
    {
        var schedule = new CosineSchedule(0.1);
        Assert.Equal(0.1, schedule.At(new(0, 10)), Rounding);
        Assert.Equal(0.05, schedule.At(new(5, 10)), Rounding);
        Assert.InRange(schedule.At(new(9, 10)), 1e-6, 0.01);
    }

    [Fact]
    public void TailedLineSchedule_LastEpochs_FallByFifthsToOneBeforeZero()
    {
        var schedule = new TailedLineSchedule(1);
        Assert.Equal([1, 0.8, 0.6, 0.4, 0.2, 0.2, 0.16, 0.12, 0.08, 0.04],
            Enumerable.Range(0, 10).Select(epoch => Math.Round(schedule.At(new(epoch, 10)), 12)));
    }

    [Fact]
    public void WarmUpSchedule_FromBase_IgnoresTheScheduleUntilItEnds()
    {
        var schedule = new WarmUpSchedule(new StepSchedule(1, 0.5), Epochs: 2, Base: 1);
        Assert.Equal([0.5, 1, 0.25], Enumerable.Range(0, 3).Select(epoch => schedule.At(new(epoch, 3))));
    }

    [Fact]
    public void LineSchedule_FirstEpoch_DropsNothing()
    {
        Assert.Equal(0, new LineSchedule(0, 0.3, LineEnd.AfterLastEpoch).At(new(0, 600)));
        Assert.Equal(0.15, new LineSchedule(0, 0.3, LineEnd.AfterLastEpoch).At(new(300, 600)), Rounding);
    }
}
