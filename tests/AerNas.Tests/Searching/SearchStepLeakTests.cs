using System.Diagnostics;
using AerNas.Spaces;
using TorchSharp;

namespace AerNas.Tests.Searching;

[Collection(AloneCollection.Name)]
public sealed class SearchStepLeakTests
{
    private const int Steps = 1000;
    private const int CountedSteps = 10;

    /// <summary>Rounds until one is low enough: what else allocates in the process, at any time, counts with a round, not with the least of
    /// them, and code that the runtime has not yet compiled for speed, in whatever order tests run, allocates more.</summary>
    private const int Rounds = 200;

    private const long AllowedGrowth = 32 << 20; // the allocator's own slack; a leak of one small tensor a step is below it, but counted

    [Theory]
    [InlineData("darts-v1")]
    [InlineData("darts-v2")]
    [InlineData("pc-darts")]
    public void Apply_ThousandSteps_LeavesLiveTensorsAndMemoryFlat(string name)
    {
        using var step = new RepeatedStep(SearchSpace.NasBench201, name);
        step.Take(50);
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var resident = Resident();

        step.Take(Steps);

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.InRange(Resident() - resident, long.MinValue, AllowedGrowth);
    }

    [Theory]
    [InlineData("darts", "darts-v1", 25 << 10)]
    [InlineData("darts", "darts-v2", 56 << 10)]
    [InlineData("nasbench201", "darts-v1", 24 << 10)]
    [InlineData("nasbench201", "darts-v2", 56 << 10)]
    [InlineData("nasbench201", "pc-darts", 32 << 10)]
    [InlineData("nasbench201", "noisydarts", 32 << 10)] // its mixture leaves none out
    public void Apply_OnTheFusedEngine_AllocatesFewBytes(string space, string name, long allowed)
    {
        using var step = new RepeatedStep(SearchSpace.Find(space), name);
        step.Take(CountedSteps);

        var least = BytesOfAStep();
        for (var round = 1; round < Rounds && least > allowed; round++) least = Math.Min(least, BytesOfAStep());
        Assert.InRange(least, 0, allowed);

        long BytesOfAStep()
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            step.Take(CountedSteps);
            return (GC.GetTotalAllocatedBytes(precise: true) - before) / CountedSteps;
        }
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
