using System.Diagnostics;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Searching;

[Collection(AloneCollection.Name)]
public sealed class SearchStepLeakTests
{
    private const int Steps = 1000;
    private const long AllowedGrowth = 32 << 20; // the allocator's own slack; a leak of one small tensor a step is below it, but counted

    [Theory]
    [InlineData("darts-v1")]
    [InlineData("darts-v2")]
    [InlineData("pc-darts")]
    public void Apply_ThousandSteps_LeavesLiveTensorsAndMemoryFlat(string name)
    {
        var space = SearchSpace.NasBench201;
        var method = MethodCatalog.All.Single(m => m.Name == name);
        var options = method.Published(space);
        var parts = options.PartialChannels?.Parts ?? 1;
        using var stream = RandomStreams.Create(1, "leak");
        using var supernet = Supernet.Create(space, new SupernetOptions { Channels = parts * 2, Cells = 1, PartialChannels = parts }, stream);
        using var alpha = ArchitectureParameters.Initialize(space, stream, new ArchitectureStart { WeighsEdges = method.WeighsEdges });
        using var optimizers = new SearchOptimizers(supernet.Weights, alpha, options);
        using var problem = new SupernetProblem(supernet, alpha, method.Relaxations(options), options.Entropy.Create(space));
        var step = new BilevelStep(problem, optimizers, method.ArchitectureStep(options), options);
        using var images = randn([4, 3, 8, 8], generator: stream);
        using var labels = arange(4, ScalarType.Int64);
        problem.Use(new(images, labels), new(images, labels), options.MomentAt(default));
        for (var i = 0; i < 50; i++) step.Apply(4);
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var resident = Resident();

        for (var i = 0; i < Steps; i++) step.Apply(4);

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.InRange(Resident() - resident, long.MinValue, AllowedGrowth);
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
