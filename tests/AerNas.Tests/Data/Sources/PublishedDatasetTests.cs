using AerNas.Data;

namespace AerNas.Tests.Data.Sources;

public sealed class PublishedDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("binary", 10)]
    [InlineData("binary", 100)]
    [InlineData("python", 10)]
    [InlineData("python", 100)]
    public void Open_CifarArchiveOrFolder_HasThePublishedContents(string version, int classes)
    {
        var files = (version, classes) switch
        {
            ("binary", 10) => DatasetFixtures.Cifar10Binary(),
            ("binary", _) => DatasetFixtures.Cifar100Binary(),
            (_, 10) => DatasetFixtures.Cifar10Python(),
            _ => DatasetFixtures.Cifar100Python(),
        };
        foreach (var (name, bytes) in files)
            _folder.Write("unpacked/" + name, bytes);
        var unpacked = Path.Combine(_folder.Path, "unpacked");
        var inner = Directory.GetDirectories(unpacked).Single();
        var archive = _folder.Write("archive.tar.gz", DatasetFixtures.TarGz(files));
        var datasets = new[] { unpacked, inner, archive }.Select(path => DatasetSource.Open(path)).ToArray();

        var dataset = datasets[0];
        Assert.Equal($"CIFAR-{classes}", dataset.Name);
        Assert.Equal(new ImageShape(3, 32), dataset.Train.Shape);
        Assert.Equal((classes == 10 ? 100 : 20, 20), (dataset.Train.Count, dataset.Test!.Count));
        Assert.Equal(DatasetFixtures.PixelsOf(1), dataset.Train.Pixels[..(20 * 3072)].ToArray());
        Assert.Equal(DatasetFixtures.Labels(1, classes), dataset.Train.Labels[..20]);
        Assert.Equal("class9", dataset.ClassNames[9]);
        Assert.Same(classes == 10 ? ChannelNormalization.Cifar10 : ChannelNormalization.Cifar100, dataset.Normalization);
        Assert.Single(datasets.Select(d => d.ContentHash).Distinct());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_IdxFolder_HasItsImages(bool gzip)
    {
        var dataset = DatasetSource.Open(WriteAll("idx", DatasetFixtures.Idx(gzip)));
        Assert.Equal((30, 6, 3), (dataset.Train.Count, dataset.Test!.Count, dataset.Train.Classes));
        Assert.Equal(new ImageShape(1, 8), dataset.Train.Shape);
        Assert.Equal(TestImages.Noise(30 * 64), dataset.Train.Pixels.ToArray());
        Assert.Equal([0, 1, 2, 0, 1, 2], dataset.Test.Labels);
    }

    [Fact]
    public void Open_ImageNet16_KeepsLabels1To120AndCountsThemFromZero()
    {
        var dataset = DatasetSource.Open(WriteAll("imagenet16", DatasetFixtures.ImageNet16()));
        Assert.Equal(new ImageShape(3, 16), dataset.Train.Shape);
        Assert.Equal(120, dataset.ClassNames.Length);

        // Labels on disk are 1, 6, 11, ... 125: 24 of 25 are kept.
        Assert.Equal((240, 24), (dataset.Train.Count, dataset.Test!.Count));
        Assert.Equal([0, 5, 10, 15], dataset.Test.Labels[..4]);
        Assert.All(dataset.Train.Labels, label => Assert.InRange(label, 0, 119));
        Assert.Same(ChannelNormalization.ImageNet16, dataset.Normalization);
    }

    [Fact]
    public void Open_WithSize_AveragesAreas()
    {
        var folder = WriteAll("idx", DatasetFixtures.Idx(gzip: false));
        var (full, half) = (DatasetSource.Open(folder), DatasetSource.Open(folder, new DatasetOptions { Size = 4 }));
        Assert.Equal(new ImageShape(1, 4), half.Train.Shape);
        var image = full.Train.Image(3);
        Assert.Equal((byte)((image[0] + image[1] + image[8] + image[9]) / 4.0 + 0.5), half.Train.Image(3)[0]);
        Assert.Equal(full.Train.Image(3).ToArray(), full.Train.Resize(16).Resize(8).Image(3).ToArray());
        Assert.NotEqual(full.ContentHash, half.ContentHash);
    }

    [Fact]
    public void Open_TheRealCifar10Subset_TakesSeconds()
    {
        if (SharedFiles.Find("data", "cifar10-subset.zip") is not { } zip)
        {
            Assert.Skip("shared/data/cifar10-subset.zip is not here");
            return;
        }
        var dataset = DatasetSource.Open(zip);
        Assert.Equal((20000, 4000), (dataset.Train.Count, dataset.Test!.Count));
        Assert.Equal(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"], dataset.ClassNames);
        Assert.All(dataset.Train.CountByClass(), count => Assert.Equal(2000, count));
        Assert.All(dataset.Normalization.Mean.Zip(ChannelNormalization.Cifar10.Mean), pair => Assert.Equal(pair.Second, pair.First, 0.01));
        Assert.Empty(dataset.Notes);
        var weightLabels = SearchSplit.Of(dataset.Train).Weights.Indices.Select(i => dataset.Train.Labels[i]);
        Assert.All(weightLabels.CountBy(label => label), entry => Assert.Equal(1000, entry.Value));
    }

    private string WriteAll(string folder, Dictionary<string, byte[]> files)
    {
        foreach (var (name, bytes) in files)
            _folder.Write($"{folder}/{name}", bytes);
        return Path.Combine(_folder.Path, folder);
    }
}
