using AerNas.Data;
using AerNas.Methods;
using AerNas.Sample;
using AerNas.Searching;
using AerNas.Tests.Data.Sources;
using AerNas.Tests.Searching;

namespace AerNas.Tests.Samples;

/// <summary>The samples of images of a program's own, each searched on.</summary>
public sealed class OwnImagesTests
{
    [Fact]
    public void Arrays_OfDarkAndBrightImages_AreSearchedOn()
    {
        int[] labels = [.. Enumerable.Range(0, 96).Select(i => i % 2)];
        Search(OwnImages.OfArrays([.. labels.SelectMany(label => Enumerable.Repeat((byte)(200 * label), 16 * 16))], labels), train: 96);
    }

    [Fact]
    public void Streams_OfEncodedPictures_AreSearchedOn()
    {
        var pictures = DatasetFixtures.Pictures(withTest: false)
            .Select(file => (file.Key.Split('/')[1], (Stream)new MemoryStream(file.Value)));
        Search(OwnImages.OfStreams(pictures), train: 30);
    }

    [Fact]
    public void Source_OfComputedImages_IsSearchedOn()
    {
        var stripes = OwnImages.OfStripes();
        Assert.Equal([255, 255, 0, 0, 255], stripes.Train.Image(1)[..5].ToArray());
        Assert.Equal([0, 1, 0], stripes.Train.Labels[..3]);
        Search(stripes, train: 96);
    }

    private static void Search(ImageDataset images, int train)
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", "darts-v1", epochs: 1) with { Data = new SearchDataOptions() };
        using var run = SearchRun.Start(options, folder["run"], TimeProvider.System, images);
        Assert.Equal(train, run.Dataset.Train.Count);
        Assert.Equal(0, SearchRuns.Finish(run).Epoch);
    }
}
