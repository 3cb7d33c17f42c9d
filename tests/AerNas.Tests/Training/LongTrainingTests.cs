using System.Diagnostics;
using AerNas.Bilevel;
using AerNas.Genotypes;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Tests.Training;

/// <summary>Two hundred steps of a derived network, paths dropped more and more often, on thirty-two images of noise.</summary>
[Collection(AloneCollection.Name)]
public sealed class LongTrainingTests
{
    private const int Steps = 200;
    private const int WarmUp = 20;
    private const int Images = 32;
    private const int Batch = 16;
    private const long AllowedGrowth = 16 << 20; // of resident memory: the allocator's own slack

    // Rounding moves a ReLU's or a maximum's input across its edge, and the weights with it, so that losses part slowly, whatever computes
    // them. Measured with three seeds: at most 2e-4 between float32 and float64 on Torch, 2e-4 between the fused engine and float64.
    private const double Tolerance = 2e-3;

    [Fact]
    public void Train_TwoHundredStepsOnEitherEngine_LosesAlike()
    {
        double[] fused = Losses(NetworkEngine.Fused), torch = Losses(NetworkEngine.Torch);

        Assert.True(torch[^1] < torch[0] - 0.1);
        Assert.All(fused.Zip(torch), losses => Assert.Equal(losses.Second, losses.First, Tolerance));
    }

    /// <summary>Tensors are counted step by step in <see cref="ScratchTrainingTests"/>.</summary>
    [Fact]
    public void Train_TwoHundredStepsOnTheFusedEngine_StaysFlatInMemory()
    {
        long before = 0, after = 0;

        Losses(NetworkEngine.Fused, step =>
        {
            if (step == WarmUp) before = Resident();
            if (step == Steps - 1) after = Resident();
        });

        Assert.InRange(after - before, long.MinValue, AllowedGrowth);
    }

    private static double[] Losses(NetworkEngine engine, Action<int>? afterStep = null)
    {
        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(1, "training");
        var skeleton = Skeleton.Cifar with { Channels = 4, Layers = 3, Classes = 4, ImageSize = 16 };
        using var network = new DerivedNetwork(TrainingSamples.DartsGenotype, skeleton, new WeightSource(stream, ScalarType.Float32, CPU),
            new() { Engine = engine, DropsPaths = true });
        using var optimizer = new MomentumSgd(network.Weights, momentum: 0.9, weightDecay: 3e-4) { LearningRate = 2e-4 };
        var images = randn([Images, 3, skeleton.ImageSize, skeleton.ImageSize], generator: stream);
        var labels = Tensors.Range(Images).Modulo(skeleton.Classes);
        var losses = new double[Steps];
        for (var step = 0; step < Steps; step++)
        {
            using var ofStep = NewDisposeScope();
            var first = step * Batch % Images;
            var dropPath = new DropPath(0.2 * step / Steps, stream);
            var logits = network.Forward(images.narrow(0, first, Batch), dropPath).Logits; // [N, K]
            var loss = nn.functional.cross_entropy(logits, labels.narrow(0, first, Batch));
            optimizer.Step(Gradients.Of(loss, network.Weights));
            losses[step] = loss.item<float>();
            afterStep?.Invoke(step);
        }

        return losses;
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
