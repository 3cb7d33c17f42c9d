using AerNas.Methods;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Cli;
using AerNas.Tests.Data.Sources;
using AerNas.Training;

namespace AerNas.Tests.Searching;

public sealed class FittingBatchTests
{
    // Images, the part that trains w, the batch asked for, and the one that fits.
    [Theory]
    [InlineData(40, 0.5, 64, 20)]
    [InlineData(41, 0.5, 64, 20)]
    [InlineData(128, 0.5, 64, 64)]
    [InlineData(127, 0.5, 64, 63)]
    [InlineData(40, 0.25, 64, 10)]
    [InlineData(40, 0.9, 64, 4)]
    [InlineData(3, 0.5, 2, 2)] // batch norm needs two
    public void Of_FewImages_IsTheSmallerHalf(int images, double portion, int asked, int fitting)
    {
        var options = Options(DartsV1.Method, asked);
        options = options with { Data = options.Data with { TrainPortion = portion } };
        var (found, note) = FittingBatch.Of(options, images);
        Assert.Equal(fitting, found.Search.BatchSize);
        Assert.Equal(asked == fitting, note is null);
        if (note is not null) Assert.Contains($"{fitting} images in place of {asked}", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, " and grows by ")]
    [InlineData(120, " and grows by ")]
    [InlineData(60, " and does not grow, ")]
    [InlineData(20, " and does not grow, ")]
    public void Of_ABatchThatGrows_FitsAtItsLargest(int images, string growth)
    {
        var options = Options(Sgas.Method, 64);
        options = options with { Search = options.Search with { Epochs = 30 } };
        options = options.With<DecisionOptions>(decisions => decisions with { First = 1, Every = 1 });
        var (found, note) = FittingBatch.Of(options, images);
        Assert.Contains(growth, note, StringComparison.Ordinal);
        Assert.InRange(found.BatchSizeAt(29), 2, images / 2);
        Assert.InRange(found.Search.BatchSize, 2, 64);
    }

    [Fact]
    public void Of_SomeOfTheImages_FitsTheseOnly()
    {
        var options = Options(DartsV1.Method, 64);
        Assert.Equal(15, FittingBatch.Of(options with { Data = options.Data with { Images = 30 } }, 1000).Options.Search.BatchSize);
    }

    [Fact]
    public void SearchAndTrain_OnAFewPicturesWithTheirOwnBatches_RunWithANote()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, bytes) in DatasetFixtures.Pictures(withTest: true)) folder.Write($"pictures/{name}", bytes);
        string[] tiny = ["--epochs", "1", "--channels", "2", "--cells", "1", "--threads", "1"];
        var search = CommandRun.Of(["search", "--method", "darts-v1", "--data", folder["pictures"], "--out", folder["found"], .. tiny]);
        Assert.Equal((0, ""), (search.ExitCode, search.Error));
        Assert.Contains("note: The batch is 18 images in place of ", search.Output, StringComparison.Ordinal);
        Assert.Equal(18, SearchRun.OptionsOf(folder["found"]).Search.BatchSize);
        var train = CommandRun.Of(["train", folder["found"], "--out", folder["trained"], .. tiny]);
        Assert.Equal((0, ""), (train.ExitCode, train.Error));
        Assert.Contains("note: The batch is 36 images in place of ", train.Output, StringComparison.Ordinal);
        Assert.Equal(36, TrainRun.OptionsOf(folder["trained"]).Training.BatchSize);
    }

    [Fact]
    public void Of_AllImagesForBothLevels_FitsAllOfThemAndSaysSo()
    {
        var (found, note) = FittingBatch.Of(Options(DartsSingle.Method, 64), 40);
        Assert.Equal((40, "The batch is 40 images in place of 64: there are only 40."), (found.Search.BatchSize, note));
    }

    private static SearchOptions Options(SearchMethod method, int batch)
    {
        var options = MethodCatalog.Small(method, SearchSpace.NasBench201);
        return options with { Search = options.Search with { BatchSize = batch } };
    }
}
