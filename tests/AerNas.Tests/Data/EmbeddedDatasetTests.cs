using AerNas.Data;

namespace AerNas.Tests.Data;

public sealed class EmbeddedDatasetTests
{
    private static readonly Lazy<ImageDataset> Dataset = new(() => DatasetSource.Open());

    [Fact]
    public void Open_NoSpec_IsTheFashionMnistSubset()
    {
        var dataset = Dataset.Value;
        Assert.Equal(6000, dataset.Train.Count);
        Assert.Equal(1000, dataset.Test!.Count);
        Assert.Equal(new ImageShape(1, 28), dataset.Train.Shape);
        Assert.Equal(10, dataset.ClassNames.Length);
        Assert.Empty(dataset.Notes);
    }

    [Fact]
    public void Classes_AreBalanced_InBothSetsAndNearlySoInBothHalvesOfTheSearch()
    {
        var dataset = Dataset.Value;
        Assert.All(dataset.Train.CountByClass(), count => Assert.Equal(600, count));
        Assert.All(dataset.Test!.CountByClass(), count => Assert.Equal(100, count));
        var split = SearchSplit.Of(dataset.Train);
        var counts = new int[10];
        foreach (var index in split.Weights.Indices)
            counts[dataset.Train.Labels[index]]++;
        Assert.All(counts, count => Assert.InRange(count, 250, 350));
    }

    [Fact]
    public void Normalization_IsThatOfTheTrainingImages()
    {
        // The whole of Fashion-MNIST has 0.2860 and 0.3530.
        Assert.Equal(0.286, Assert.Single(Dataset.Value.Normalization.Mean), 0.01);
        Assert.Equal(0.353, Assert.Single(Dataset.Value.Normalization.Std), 0.01);
    }

    [Fact]
    public void Resources_StayUnderFourMegabytesAndCarryTheirLicence()
    {
        var assembly = typeof(DatasetSource).Assembly;
        var sizes = assembly.GetManifestResourceNames().Select(name => assembly.GetManifestResourceStream(name)!.Length);
        Assert.InRange(sizes.Sum(), 1, 4_000_000);
        using var licence = new StreamReader(assembly.GetManifestResourceStream("fashion-mnist/LICENSE.txt")!);
        Assert.Contains("Zalando SE", licence.ReadToEnd());
    }

    [Fact]
    public void Summary_TellsCountsShapeAndHash()
    {
        var summary = DatasetSummary.Of(Dataset.Value);
        Assert.Equal((6000, 1000), (summary.TrainCount, summary.TestCount));
        Assert.Contains(new ClassCount("Ankle boot", 600, 100), summary.Classes);
        Assert.Equal(64, summary.ContentHash.Length);
        Assert.Equal(DatasetSource.Open("embedded").ContentHash, summary.ContentHash);
    }
}
