using AerNas.Data;
using AerNas.Methods;
using AerNas.Runs;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Cli;
using AerNas.Tests.Data.Sources;
using AerNas.Tests.Searching;
using AerNas.Tests.Training;
using AerNas.Training;

namespace AerNas.Tests.Data;

/// <summary>Images that a program brings: a class of its own, pictures in memory, and the runs on them.</summary>
public sealed class GivenImagesTests
{
    [Fact]
    public void From_SourceOfOnesOwn_HasItsPixelsAndClasses()
    {
        var set = ImageSet.From(new Stripes(6), classes: 2);

        Assert.Equal((6, 1, 8), (set.Count, set.Channels, set.Size));
        Assert.Equal([0, 1, 0, 1, 0, 1], set.Labels);
        Assert.Equal([3, 103], set.Image(3)[..2].ToArray());
    }

    [Fact]
    public void OfPictures_ThoseOfAFolder_AreTheSameDataset()
    {
        using var folder = new TemporaryFolder();
        var pictures = DatasetFixtures.Pictures(withTest: true);
        foreach (var (name, bytes) in pictures) folder.Write($"pictures/{name}", bytes);

        var given = DatasetSource.OfPictures("pictures", Of("train/"), Of("test/"));

        var read = DatasetSource.Open(folder["pictures"]);
        Assert.Equal((read.Name, read.ContentHash), (given.Name, given.ContentHash));
        Assert.Equal(read.ClassNames, given.ClassNames);

        IEnumerable<EncodedPicture> Of(string part) => pictures.Where(file => file.Key.StartsWith(part, StringComparison.Ordinal))
            .Select(file => EncodedPicture.Read(file.Key.Split('/')[1], new MemoryStream(file.Value)));
    }

    [Fact]
    public void OfPictures_WithoutTestPictures_HoldsSomeOut()
    {
        var given = DatasetSource.OfPictures("mine", DatasetFixtures.Pictures(withTest: false)
            .Select(file => new EncodedPicture(file.Key.Split('/')[1], file.Value)));

        Assert.Equal((30, 6), (given.Train.Count, given.Test?.Count));
        Assert.Contains(given.Notes, note => note.Contains("held out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    public void OfPictures_ClassThatNoFolderCanBe_IsRefused(string name) =>
        Assert.Contains($"'{name}'",
            Assert.Throws<ArgumentException>(() => DatasetSource.OfPictures("mine", [new EncodedPicture(name, [1])])).Message,
                StringComparison.Ordinal);

    [Fact]
    public void Search_OnGivenImages_ResumesWithThemToTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", "darts-v1") with { Data = new SearchDataOptions() };
        var images = Dataset();
        using (var unbroken = SearchRun.Start(options, folder["unbroken"], TimeProvider.System, images)) SearchRuns.Finish(unbroken);
        using (var broken = SearchRun.Start(options, folder["broken"], TimeProvider.System, images))
            SearchRuns.Interrupt(broken, new RunPosition(1, 1));

        var refused = Assert.Throws<CheckpointMismatchException>(() => SearchRun.Resume(folder["broken"]));
        using (var resumed = SearchRun.Resume(folder["broken"], images: Dataset())) SearchRuns.Finish(resumed);

        Assert.Contains("a program gave it stripes, so go on with it there", refused.Message, StringComparison.Ordinal);
        SearchRuns.AssertSame(folder["unbroken"], folder["broken"]);
        CommandRun.Of("train", folder["broken"]).IsRefused("a program gave", "its images, stripes", "--data");
    }

    [Fact]
    public void Search_ByAMethodOfOnesOwn_ResumesWithItToTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var method = MethodCatalog.All.Single(m => m.Name == "gdas") with { Name = "mine" };
        var options = SmallSearch.Options(folder, SearchSpace.NasBench201, method) with { Data = new SearchDataOptions() };
        using (var unbroken = SearchRun.Start(options, folder["unbroken"], TimeProvider.System, Dataset())) SearchRuns.Finish(unbroken);
        using (var broken = SearchRun.Start(options, folder["broken"], TimeProvider.System, Dataset()))
            SearchRuns.Interrupt(broken, new RunPosition(1, 1));

        var refused = Assert.Throws<RunStorageException>(() => SearchRun.Resume(folder["broken"], images: Dataset()));
        using (var resumed = SearchRun.Resume(folder["broken"], images: Dataset(), method: method)) SearchRuns.Finish(resumed);

        Assert.Contains("mine", refused.Message, StringComparison.Ordinal);
        SearchRuns.AssertSame(folder["unbroken"], folder["broken"]);
    }

    [Fact]
    public void Training_OnGivenImages_ResumesWithThem()
    {
        using var folder = new TemporaryFolder();
        var options = SmallTraining.OnNoise(folder, SmallTraining.NasBench201) with { Data = new TrainingDataOptions() };
        TrainRun.Start(options, folder["run"], TimeProvider.System, Dataset()).Dispose();

        using (var resumed = TrainRun.Resume(folder["run"], images: Dataset())) Assert.Equal("stripes", resumed.Dataset.Name);

        Assert.Throws<CheckpointMismatchException>(
            () => TrainRun.Resume(folder["run"],
                images: new ImageDataset("others", ["a", "b"], ImageSet.From(new Stripes(50), 2), test: null)));
    }

    private static ImageDataset Dataset() =>
        new("stripes", ["even", "odd"], ImageSet.From(new Stripes(96), 2), ImageSet.From(new Stripes(16), 2));

    /// <summary>Stripes across, the darker the smaller the number of the image.</summary>
    private sealed class Stripes(int count) : IImageSource
    {
        public ImageShape Shape => new(1, 8);

        public int Count => count;

        public int Read(int index, Span<byte> pixels)
        {
            for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(index + 100 * (i % (2 + index % 2)));
            return index % 2;
        }
    }
}
