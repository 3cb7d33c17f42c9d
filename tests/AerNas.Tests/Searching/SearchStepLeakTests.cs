using System.Diagnostics;
using AerNas.Spaces;
using TorchSharp;

namespace AerNas.Tests.Searching;

[Collection(AloneCollection.Name)]
public sealed class SearchStepLeakTests
{
    private const int Steps = 1000;
    private const int CountedSteps = 20;
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
    [InlineData("darts", "darts-v1", 24 << 10)]
    [InlineData("darts", "darts-v2", 56 << 10)]
    [InlineData("nasbench201", "darts-v1", 24 << 10)]
    [InlineData("nasbench201", "darts-v2", 56 << 10)]
    [InlineData("nasbench201", "pc-darts", 32 << 10)]
    [InlineData("nasbench201", "noisydarts", 32 << 10)] // its mixture leaves none out
    public void Apply_OnTheFusedEngine_AllocatesFewBytes(string space, string name, long allowed)
    {
        using var step = new RepeatedStep(SearchSpace.All.Single(s => s.Name == space), name);
        step.Take(CountedSteps);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        step.Take(CountedSteps);

        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - before) / CountedSteps, 0, allowed);
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
