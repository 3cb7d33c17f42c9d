using System.Diagnostics;
using AerNas.Kernels.Engine;

namespace AerNas.Tests.Kernels;

/// <summary>What a step costs in memory once it has run.</summary>
[Collection(AloneCollection.Name)]
public sealed class MemoryTests
{
    private const int Steps = 200;
    private const long AllowedBytesPerStep = 4 << 10; // on the managed heap, on all threads
    private const long AllowedGrowth = 16 << 20; // of resident memory: the allocator's own slack

    [Fact]
    public void Step_AfterWarmUp_AllocatesNextToNothingAndStaysFlat()
    {
        var network = SmallNetworks.Cells(4);
        var data = network.Data(new BatchShape(8, SmallNetworks.ImageChannels, 8, 8), SmallNetworks.Classes);
        using var executor = new SupernetExecutor(network.Graph, 2);
        float[] logits = new float[data.LogitGradient.Length], weights = new float[data.Weights.Length],
            mixture = new float[data.Mixture.Length];
        for (var i = 0; i < 20; i++) Step();
        var (resident, allocated) = (Resident(), GC.GetTotalAllocatedBytes(precise: true));

        for (var i = 0; i < Steps; i++) Step();

        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - allocated) / Steps, 0, AllowedBytesPerStep);
        Assert.InRange(Resident() - resident, long.MinValue, AllowedGrowth);

        void Step()
        {
            executor.Forward(new SupernetBatch
            {
                Images = data.Images,
                Shape = data.Shape,
                Weights = data.Weights,
                Statistics = data.Statistics,
                Mixture = data.Mixture,
                Training = true,
                Differentiable = true,
            }, logits);
            executor.Backward(data.LogitGradient, new SupernetGradients { Weights = weights, Mixture = mixture });
        }
    }

    [Fact]
    public void Executors_MadeAndDisposed_GiveTheirMemoryBack()
    {
        var network = SmallNetworks.Cells(4);
        var data = network.Data(new BatchShape(8, SmallNetworks.ImageChannels, 8, 8), SmallNetworks.Classes);
        for (var i = 0; i < 5; i++) MakeAndRun();
        var resident = Resident();

        for (var i = 0; i < 20; i++) MakeAndRun();

        Assert.InRange(Resident() - resident, long.MinValue, 2 * AllowedGrowth);

        void MakeAndRun()
        {
            using var executor = new SupernetExecutor(network.Graph, 2);
            ExecutorRun.Run(executor, data);
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
