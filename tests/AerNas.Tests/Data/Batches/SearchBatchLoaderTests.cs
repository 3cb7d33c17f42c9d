using AerNas.Data;
using AerNas.Data.Batches;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Data.Batches;

public sealed class SearchBatchLoaderTests
{
    // Every image is one value, its own index, so that a batch tells which images it holds.
    private static readonly ImageSet Images = new(
        new ImageShape(1, 4), [.. Enumerable.Range(0, 100).SelectMany(i => Enumerable.Repeat((byte)i, 16))],
        [.. Enumerable.Range(0, 100).Select(i => i % 5)], classes: 5);

    private static readonly ChannelNormalization Plain = new([0.0], [1.0 / 255]);
    private static readonly BatchOptions Options = new() { BatchSize = 8, Seed = 3 };

    [Fact]
    public void Epoch_EqualHalves_ShowsEachHalfOnceShuffledWithSmallerLastBatches()
    {
        var loader = Loader(0.5);
        Assert.Equal(7, loader.StepsPerEpoch);
        var (train, valid) = Shown(loader.Epoch(0));
        Assert.Equal([8, 8, 8, 8, 8, 8, 2], train.Select(batch => batch.Length));
        Assert.Equal([8, 8, 8, 8, 8, 8, 2], valid.Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(0, 50), train.SelectMany(batch => batch).Order());
        Assert.Equal(Enumerable.Range(50, 50), valid.SelectMany(batch => batch).Order());
        Assert.NotEqual(Enumerable.Range(0, 50), train.SelectMany(batch => batch));
        Assert.NotEqual(train.SelectMany(batch => batch), valid.SelectMany(batch => batch).Select(i => i - 50));
    }

    [Fact]
    public void Epoch_FewerAlphaImages_BeginsAnotherPassOverThem()
    {
        var (train, valid) = Shown(Loader(0.8).Epoch(0));
        Assert.Equal(10, train.Count);
        Assert.Equal([8, 8, 4, 8, 8, 4, 8, 8, 4, 8], valid.Select(batch => batch.Length));
        var passes = valid.Take(9).Chunk(3).Select(pass => pass.SelectMany(batch => batch).ToArray()).ToArray();
        Assert.All(passes, pass => Assert.Equal(Enumerable.Range(80, 20), pass.Order()));
        Assert.NotEqual(passes[0], passes[1]);
    }

    [Fact]
    public void Epoch_WithReplacement_PairsEachTrainingImageWithADrawnOne()
    {
        var (train, valid) = Shown(Loader(0.5, AlphaSampling.WithReplacement).Epoch(0));
        Assert.Equal(train.Select(batch => batch.Length), valid.Select(batch => batch.Length));
        var drawn = valid.SelectMany(batch => batch).ToArray();
        Assert.All(drawn, index => Assert.InRange(index, 50, 99));

        // Of 50 draws from 50, about 18 repeat.
        Assert.InRange(drawn.Distinct().Count(), 20, 42);
    }

    [Fact]
    public void Epoch_FreshBatches_DrawsEachStepAWholeBatchOfItsOwn()
    {
        var (train, valid) = Shown(Loader(0.5, AlphaSampling.FreshBatches).Epoch(0));
        Assert.Equal(2, train[^1].Length);
        Assert.All(valid, batch =>
        {
            Assert.Equal(8, batch.Distinct().Count());
            Assert.All(batch, index => Assert.InRange(index, 50, 99));
        });

        // Seven batches of 8 from 50: one after another, none of the first six would share an image.
        Assert.NotEqual(48, valid.Take(6).SelectMany(batch => batch).Distinct().Count());
    }

    [Fact]
    public void Epoch_FreshBatchesOfMoreImagesThanThereAre_ShowsAllOfThem()
    {
        var (_, valid) = Shown(Loader(0.95, AlphaSampling.FreshBatches).Epoch(0));
        Assert.All(valid, batch => Assert.Equal(Enumerable.Range(95, 5), batch.Order()));
    }

    [Theory]
    [InlineData(AlphaSampling.Passes)]
    [InlineData(AlphaSampling.WithReplacement)]
    [InlineData(AlphaSampling.FreshBatches)]
    public void Epoch_ResumedInTheMiddle_GivesTheSameBytes(AlphaSampling sampling)
    {
        var options = Options with { Augmentation = Augmentation.NasBench201 };
        var whole = Bytes(Fresh(options).Epoch(4));
        Assert.Equal(10, whole.Count);
        Assert.Equal(whole[5..], Bytes(Fresh(options with { Ahead = 4 }).Epoch(4, fromStep: 5)));
        Assert.NotEqual(whole, Bytes(Fresh(options).Epoch(5)));

        SearchBatchLoader Fresh(BatchOptions how) => new(SearchSplit.Of(Images, 0.8), Plain, how, sampling);
    }

    [Fact]
    public void Enumeration_LeavesNoTensorsBehind()
    {
        var loader = Loader(0.5);
        _ = loader.Epoch(0).Count();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        _ = loader.Epoch(1).Count();
        _ = loader.Epoch(2).First();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static SearchBatchLoader Loader(double portion, AlphaSampling sampling = AlphaSampling.Passes) =>
        new(SearchSplit.Of(Images, portion), Plain, Options, sampling);

    private static (List<int[]> Train, List<int[]> Valid) Shown(IEnumerable<SearchBatch> batches)
    {
        var (train, valid) = (new List<int[]>(), new List<int[]>());
        foreach (var batch in batches)
        {
            train.Add(Indices(batch.Train));
            valid.Add(Indices(batch.Valid));
        }
        return (train, valid);

        static int[] Indices(Batch batch)
        {
            using var scope = NewDisposeScope();
            var values = batch.Images.select(1, 0).select(1, 0).select(1, 0).contiguous(); // [N]
            var indices = Array.ConvertAll(values.data<float>().ToArray(), value => (int)MathF.Round(value));
            Assert.Equal(indices.Select(index => (long)(index % 5)), batch.Labels.data<long>().ToArray());
            return indices;
        }
    }

    private static List<string> Bytes(IEnumerable<SearchBatch> batches) =>
        [.. batches.Select(b => Convert.ToBase64String(b.Train.Images.bytes) + "|" + Convert.ToBase64String(b.Valid.Images.bytes))];
}
