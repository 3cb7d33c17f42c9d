using AerNas.Runtime;

namespace AerNas.Tests.Runtime;

public sealed class DoctorTests
{
    [Fact]
    public void Examine_ThisMachine_TrainsAndNamesWhatItFound()
    {
        var report = Doctor.Examine(cancellation: TestContext.Current.CancellationToken);
        string[] expected = ["AerNas", ".NET", "TorchSharp", "SIMD", "libtorch", "threads", "native library", "loaded", "free memory",
            "CUDA", "training"];
        Assert.Empty(expected.Except(report.Items.Select(item => item.Name)));
        Assert.All(report.Items, item => Assert.NotEmpty(item.Value));
        Assert.True(report.StepsPerSecond > 0);
        foreach (var item in report.Items) TestContext.Current.TestOutputHelper?.WriteLine($"{item.Name}: {item.Value}");
    }

    [Fact]
    public void TrainingProbe_MoreTime_LowersTheLoss()
    {
        var (_, early) = TrainingProbe.Run(new CountingClock(), TimeSpan.Zero, TestContext.Current.CancellationToken);
        var (_, late) = TrainingProbe.Run(new CountingClock(), TimeSpan.FromSeconds(100), TestContext.Current.CancellationToken);
        Assert.True(late < early, $"{late} after a hundred steps, {early} after three");
    }

    [Fact]
    public void TrainingProbe_LeavesNoTensorsBehind()
    {
        TrainingProbe.Run(TimeProvider.System, TimeSpan.Zero, TestContext.Current.CancellationToken);
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        TrainingProbe.Run(TimeProvider.System, TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    /// <summary>Each look takes a second.</summary>
    private sealed class CountingClock : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _looks++;
    }
}
