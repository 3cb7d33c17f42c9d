using System.Runtime.InteropServices;
using AerNas.Data;
using AerNas.Kernels.Engine;
using AerNas.Networks;
using AerNas.Runtime;
using AerNas.Sizes;
using static TorchSharp.torch;

namespace AerNas.Tests.Sizes;

/// <summary>Memory that is refused after all ends in words too. Where it is, TorchSharp waits for finalizers and asks once more.</summary>
[Collection(AloneCollection.Name)]
public sealed class ExhaustedMemoryTests
{
    private const long Absurd = 1L << 42;

    public static TheoryData<string, Action> Refusals => new()
    {
        { "torch, empty", () => empty(Absurd) },
        { "torch, zeros", () => zeros(Absurd / 4, 8) },
        { "torch, full", () => Tensors.Full([Absurd], 1.5, ScalarType.Float64) },
        { "torch, arange", () => Tensors.Range(Absurd) },
        { "torch, an operator", () => zeros(1, 1).expand(Absurd, 8).contiguous() },
        { "the fused engine's buffers", () => Reserve(Absurd) },
        { "a worker of the fused engine", () =>
            throw new InvalidOperationException("A worker failed.", Assert.Throws<OutOfMemoryException>(() => Reserve(Absurd))) },
    };

    [Theory]
    [InlineData("torch, empty")]
    [InlineData("torch, zeros")]
    [InlineData("torch, full")]
    [InlineData("torch, arange")]
    [InlineData("torch, an operator")]
    [InlineData("the fused engine's buffers")]
    [InlineData("a worker of the fused engine")]
    public void Refusal_OfMemory_IsTold(string by)
    {
        using var scope = NewDisposeScope();
        var failure = Assert.ThrowsAny<Exception>(Refusals.Single(row => row.Data.Item1 == by).Data.Item2);
        Assert.StartsWith("The memory ran out.", ExhaustedMemory.Explain(failure), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherFailures_AreNoneOfMemory() => Assert.All(
        new Exception[] { Assert.ThrowsAny<ExternalException>(() => zeros(2, 3).Plus(zeros(4))), new InvalidOperationException("nothing"),
            new ArgumentException("can't allocate memory") },
        failure => Assert.Null(ExhaustedMemory.Explain(failure)));

    [Fact]
    public void Weights_ThatCannotBeHad_AreRefusedInPlaceOfANullHandle()
    {
        using var stream = RandomStreams.Create(0, "weights");
        var weights = new WeightSource(stream, ScalarType.Float32, CPU);
        Assert.StartsWith("The memory ran out.",
            ExhaustedMemory.Explain(Assert.ThrowsAny<ExternalException>(() => weights.Uniform(1, Absurd))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60_000, 3, 512)]
    [InlineData(2_000_000_000, 1, 8)]
    [InlineData(1_300_000, 3, 224)]
    [InlineData(long.MaxValue, 3, 512)]
    [InlineData(1, 3, int.MaxValue)]
    public void Images_ThatASetCannotHold_AreRefused(long count, int channels, int size)
    {
        var failure = Assert.Throws<MemoryShortageException>(() => new ImageSizes(count, new ImageShape(channels, size), 2)
            .RequireRoom("pictures"));
        Assert.StartsWith($"pictures: {count} images of {size}x{size} pixels", failure.Message, StringComparison.Ordinal);
    }

    private static void Reserve(long floats)
    {
        using var buffer = new NativeBuffer();
        buffer.Reserve(floats);
    }
}
