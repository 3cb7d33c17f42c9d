using System.Diagnostics;
using AerNas.Data;
using AerNas.Data.Batches;
using AerNas.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Data.Batches;

public sealed class BatchLoaderTests
{
    private static readonly ImageSet Images = TestImages.Random(count: 50, new ImageShape(3, 16), classes: 4);
    private static readonly ChannelNormalization Normalization = ChannelNormalization.Of(Images);
    private static readonly BatchOptions Options =
        new() { BatchSize = 8, Seed = 7, Augmentation = Augmentation.Darts with { CutoutLength = 6 } };

    [Fact]
    public void Epoch_ShowsEveryImageOnceInAnotherOrderEachTime()
    {
        var loader = Loader(Options with { Augmentation = Augmentation.None });
        var first = Sums(loader.Epoch(0));
        var second = Sums(loader.Epoch(1));
        Assert.Equal(50, first.Count);
        Assert.Equal(first.Order(), second.Order());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Epoch_LastBatch_IsSmallerAndKept()
    {
        var loader = Loader(Options);
        Assert.Equal(7, loader.StepsPerEpoch);
        Assert.Equal([8, 8, 8, 8, 8, 8, 2], loader.Epoch(0).Select(batch => batch.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Batches_DoNotDependOnHowFarAheadTheyAreMade(int ahead) =>
        Assert.Equal(Bytes(Loader(Options).Epoch(3)), Bytes(Loader(Options with { Ahead = ahead }).Epoch(3)));

    [Fact]
    public void Epoch_ResumedInTheMiddle_GivesTheSameBytes()
    {
        var whole = Bytes(Loader(Options).Epoch(2));
        Assert.Equal(whole[4..], Bytes(Loader(Options).Epoch(2, fromStep: 4)));
        Assert.Empty(Loader(Options).Epoch(2, fromStep: 7));
    }

    [Fact]
    public void Batches_OfOtherSeedsAndEpochs_Differ()
    {
        var reference = Bytes(Loader(Options).Epoch(0));
        Assert.NotEqual(reference, Bytes(Loader(Options).Epoch(1)));
        Assert.NotEqual(reference, Bytes(Loader(Options with { Seed = 8 }).Epoch(0)));
    }

    [Fact]
    public void ForEvaluation_VisitsInOrderWithoutAugmentation()
    {
        using var scope = NewDisposeScope();
        var loader = Loader(Options.ForEvaluation());
        var seen = cat(loader.Epoch(0).Select(batch => batch.Images.clone()).ToList()); // [N, C, H, W]
        var expected = tensor(Images.Pixels.ToArray().Select(b => (float)b).ToArray(), [50, 3, 16, 16]).Over(255);
        var mean = tensor(Normalization.Mean.ToArray(), float32).reshape(1, 3, 1, 1);
        var std = tensor(Normalization.Std.ToArray(), float32).reshape(1, 3, 1, 1);
        Assert.True(allclose((expected - mean) / std, seen, 1e-6, 1e-6));
    }

    [Fact]
    public void Batch_HasTheWantedTypeAndItsLabels()
    {
        var loader = Loader(Options.ForEvaluation() with { DataType = float64 });
        var labels = new List<long>();
        foreach (var batch in loader.Epoch(0))
        {
            Assert.Equal(ScalarType.Float64, batch.Images.dtype);
            Assert.Equal([batch.Count, 3, 16, 16], batch.Images.shape);
            labels.AddRange(batch.Labels.data<long>().ToArray());
        }
        Assert.Equal(Images.Labels.Select(label => (long)label), labels);
    }

    [Fact]
    public void Enumeration_LeavesNoTensorsBehind()
    {
        var loader = Loader(Options);
        Consume();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++)
            Consume();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Consume()
        {
            foreach (var batch in loader.Epoch(0))
                Assert.False(batch.Images.IsInvalid);
            _ = loader.Epoch(0).First();
        }
    }

    [Fact]
    public void Batch_InsideAScopeOfTheConsumer_OutlivesIt()
    {
        foreach (var batch in Loader(Options).Epoch(0).Take(1))
        {
            using (NewDisposeScope())
                _ = batch.Images.sum();
            Assert.False(batch.Images.IsInvalid);
        }
    }

    [Fact]
    public void PreparingABatch_TakesLessThanOneConvolutionOfAStep()
    {
        var images = TestImages.Random(count: 256, new ImageShape(3, 32), classes: 10);
        var transform = new ImageTransform(images, ChannelNormalization.Cifar10, Augmentation.Darts with { CutoutLength = 16 });
        var composer = new BatchComposer(transform, images, seed: 1, RandomStream.Augmentation);
        var indices = Enumerable.Range(0, 64).ToArray();
        using var scope = NewDisposeScope();
        var (maps, kernel) = (ones(64, 16, 32, 32), ones(16, 16, 3, 3)); // [N, C, H, W] of the first cells of a search

        var (preparing, convolution) = (TimeSpan.MaxValue, TimeSpan.MaxValue); // by turns, so that what else the machine does meets both
        for (var repeat = 0; repeat < 100; repeat++)
        {
            preparing = Shorter(preparing, () => composer.Compose(indices, epoch: repeat).Dispose());
            convolution = Shorter(convolution, () => nn.functional.conv2d(maps, kernel, padding: [1, 1]).Dispose());
        }

        Assert.True(preparing < convolution, $"64 images of 3x32x32 take {preparing}, a convolution of them {convolution}.");
    }

    private static TimeSpan Shorter(TimeSpan known, Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        var taken = Stopwatch.GetElapsedTime(start);
        return taken < known ? taken : known;
    }

    private static BatchLoader Loader(BatchOptions options) => new(ImageSubset.All(Images), Normalization, options);

    private static List<double> Sums(IEnumerable<Batch> batches) =>
        [.. batches.SelectMany(batch => batch.Images.sum([1L, 2L, 3L], type: float64).data<double>().ToArray())];

    private static List<string> Bytes(IEnumerable<Batch> batches) =>
        [.. batches.Select(batch => Convert.ToBase64String(batch.Images.bytes) + Convert.ToBase64String(batch.Labels.bytes))];
}
