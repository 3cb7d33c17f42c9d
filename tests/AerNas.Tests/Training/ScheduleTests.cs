using AerNas.Options;
using AerNas.Training.Schedules;

namespace AerNas.Tests.Training;

public sealed class ScheduleTests
{
    private const double Rounding = 1e-15;

    [Fact]
    public void LearningRateAt_CosineThatStepsBeforeTheEpoch_IsOneEpochAhead()
    {
        var (after, before) = (new WeightOptions(), new WeightOptions { CosineStep = CosineStep.BeforeEpoch });

        Assert.All(Enumerable.Range(0, 50), epoch => Assert.Equal(after.LearningRateAt(epoch + 1, 50), before.LearningRateAt(epoch, 50)));
        Assert.Equal(after.MinimumLearningRate, before.LearningRateAt(49, 50), 15);
    }

    [Fact]
    public void CosineRate_OverAllEpochs_FallsFromBaseAndHalvesMidway()
    {
        var schedule = new CosineRate(0.1);
        Assert.Equal(0.1, schedule.At(0, 10), Rounding);
        Assert.Equal(0.05, schedule.At(5, 10), Rounding);
        Assert.InRange(schedule.At(9, 10), 1e-6, 0.01);
    }

    [Fact]
    public void LinearRate_LastEpochs_FallByFifthsToOneBeforeZero()
    {
        var schedule = new LinearRate(1);
        Assert.Equal([1, 0.8, 0.6, 0.4, 0.2, 0.2, 0.16, 0.12, 0.08, 0.04], Enumerable.Range(0, 10).Select(epoch => Math.Round(schedule.At(epoch, 10), 12)));
    }

    [Fact]
    public void WarmUp_FromBase_IgnoresTheScheduleUntilItEnds()
    {
        var schedule = new WarmUp(new StepRate(1, 0.5), Epochs: 2, Base: 1);
        Assert.Equal([0.5, 1, 0.25], Enumerable.Range(0, 3).Select(epoch => schedule.At(epoch, 3)));
    }

    [Fact]
    public void DropPathSchedule_FirstEpoch_DropsNothing()
    {
        Assert.Equal(0, new DropPathSchedule(0.3).At(0, 600));
        Assert.Equal(0.15, new DropPathSchedule(0.3).At(300, 600), Rounding);
    }
}
