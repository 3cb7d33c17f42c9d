using System.Diagnostics;
using AerNas.Genotypes;
using AerNas.Kernels.Engine;
using AerNas.Kernels.Graphs;
using AerNas.Kernels.Simd;
using AerNas.Networks;
using AerNas.Tests.Training;

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

    /// <summary>Gradients of early cells lie where the maps of late ones were; beside them they would take a third more.</summary>
    [Fact]
    public void Plan_OfADerivedNetwork_TakesNextToNothingForGradients()
    {
        var skeleton = Skeleton.Cifar with { Channels = 8, Layers = 8, ImageSize = 32, AuxiliaryHead = AuxiliaryHead.Official };
        var graph = GraphCompiler.Compile(DerivedGraph.Of(TrainingSamples.DartsGenotype, skeleton), new CompilerOptions(DropsPaths: true));
        const int images = 4;
        using var plan = new SupernetPlan(graph, new BatchShape(images, 3, 32, 32), KernelSet.For(graph), threads: 1);

        var maps = images * plan.Operations.Sum(operation => (long)operation.Output.ImageStep);

        Assert.InRange(plan.Floats, maps, 1.2 * maps);
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
