using AerNas.Data;
using AerNas.Data.Batches;
using SkiaSharp;

namespace AerNas.Tests.Data.Pictures;

/// <summary>Folders of pictures that are kept as they are, so that random parts of them can be shown.</summary>
public sealed class PhotographReaderTests : IDisposable
{
    private static readonly DatasetOptions Larger = new() { Size = 64, Photographs = PhotographUse.WhereLarger };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(100, 80, 64, Framing.Crop, true)]
    [InlineData(100, 60, 64, Framing.Crop, false)]
    [InlineData(100, 80, 32, Framing.Crop, false)]
    [InlineData(100, 80, 64, Framing.Pad, false)]
    public void Open_WherePicturesAreLarger_KeepsThem(int width, int height, int size, Framing framing, bool kept)
    {
        Write(width, height);
        var dataset = DatasetSource.Open(_folder["set"], Larger with { Size = size, Framing = framing });
        Assert.Equal(kept, dataset.Train.Photographs is not null);
        Assert.Equal(kept, dataset.Notes.Any(note => note.Contains("random parts", StringComparison.Ordinal)));
        Assert.Equal((10, 2, new ImageShape(3, size)), (dataset.Train.Count, dataset.Test!.Count, dataset.Train.Shape));
    }

    [Fact]
    public void Image_OfAPhotograph_IsWhatPreparationMakesOfItsFile()
    {
        Write(300, 200);
        var dataset = DatasetSource.Open(_folder["set"], Larger);
        var file = File.ReadAllBytes(_folder["set/a/0.jpg"]);
        var prepared = new PicturePreparation(3, 64, Framing.Centre).Decode("0.jpg", file);
        var squares = DatasetSource.Open(_folder["set"], new DatasetOptions { Size = 64, Framing = Framing.Centre });
        Assert.Equal(prepared, dataset.Train.Image(0).ToArray());
        Assert.Equal(prepared, squares.Train.Image(0).ToArray());
    }

    [Fact]
    public void ContentHash_OfPhotographs_ChangesWithTheContentOfAFile()
    {
        Write(100, 80);
        var (before, former) = Hashes();
        var file = File.ReadAllBytes(_folder["set/a/0.jpg"]);
        file[^10] ^= 1; // as long as before
        _folder.Write("set/a/0.jpg", file);

        Assert.Equal((former, true), (Hashes().Former, Hashes().Now != before));

        (string Now, string? Former) Hashes()
        {
            var dataset = DatasetSource.Open(_folder["set"], Larger);
            return (dataset.ContentHash, dataset.FormerHash);
        }
    }

    [Fact]
    public void Batches_OfPhotographsKeptOrNot_AreTheSameAndOthersInEachEpoch()
    {
        Write(300, 200);
        var dataset = DatasetSource.Open(_folder["set"], Larger);
        var kept = Pixels(dataset.Train, dataset, epoch: 0);
        Assert.Equal(kept, Pixels(dataset.Train.Undecoded(), dataset, epoch: 0));
        Assert.NotEqual(kept, Pixels(dataset.Train, dataset, epoch: 1));
    }

    [Fact]
    public void Open_BrokenPhotographs_AreToldOrLeftOut()
    {
        Write(100, 80);
        _folder.Write("set/a/broken.jpg", File.ReadAllBytes(_folder["set/a/0.jpg"])[..200]);
        Assert.Contains("broken.jpg", Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(_folder["set"], Larger)).Message,
            StringComparison.Ordinal);
        var dataset = DatasetSource.Open(_folder["set"], Larger with { SkipBroken = true });
        Assert.Equal(12, dataset.Train.Count + dataset.Test!.Count);
        Assert.Contains(dataset.Notes, note => note.Contains("left out (1)", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_APhotographBrokenSince_IsToldOrReplacedByOneOfItsClass()
    {
        Write(300, 200);
        var strict = DatasetSource.Open(_folder["set"], Larger).Train.Undecoded();
        var lenient = DatasetSource.Open(_folder["set"], Larger with { SkipBroken = true }).Train.Undecoded();
        File.WriteAllBytes(_folder["set/a/0.jpg"], [1, 2, 3]);
        Assert.Contains("0.jpg", Assert.Throws<DatasetFormatException>(() => strict.Image(0).ToArray()).Message, StringComparison.Ordinal);
        var next = Enumerable.Range(1, lenient.Count - 1).First(index => lenient.Labels[index] == lenient.Labels[0]);
        Assert.Equal(lenient.Image(next).ToArray(), lenient.Image(0).ToArray());
    }

    [Fact]
    public void Open_GreyPhotographs_HaveOneChannel()
    {
        for (var i = 0; i < 12; i++)
            _folder.Write($"set/{"ab"[i % 2]}/{i}.jpg",
                Sources.DatasetFixtures.Picture(100, 80, new SKColor(90, 90, 90), SKEncodedImageFormat.Jpeg, grey: true));
        Assert.Equal(new ImageShape(1, 64), DatasetSource.Open(_folder["set"], Larger).Train.Shape);
    }

    [Fact]
    public void ContentHash_OfPhotographs_TellsOtherFilesAndOtherSizes()
    {
        Write(100, 80);
        var hash = DatasetSource.Open(_folder["set"], Larger).ContentHash;
        Assert.Equal(hash, DatasetSource.Open(_folder["set"], Larger).ContentHash);
        Assert.NotEqual(hash, DatasetSource.Open(_folder["set"], Larger with { Size = 72 }).ContentHash);
        _folder.Write("set/a/0.jpg", Photographs.Quarters(110, 90, SKEncodedImageFormat.Jpeg));
        Assert.NotEqual(hash, DatasetSource.Open(_folder["set"], Larger).ContentHash);
    }

    private static float[] Pixels(ImageSet images, ImageDataset dataset, int epoch)
    {
        var transform = new ImageTransform(images, dataset.Normalization, new Augmentation
        {
            Part = new RandomPart(0.08) { Jitter = new ColourJitter { Brightness = 0.4, Hue = 0.2 } },
        });
        var batch = new BatchComposer(transform, images, 1, AerNas.Runtime.RandomStream.Augmentation).Compose([0, 3, 5], epoch);
        using (batch) return [.. Enumerable.Range(0, 3).SelectMany(position => batch.Image(position).ToArray())];
    }

    private void Write(int width, int height)
    {
        for (var i = 0; i < 12; i++)
            _folder.Write($"set/{"ab"[i % 2]}/{i / 2}.jpg", Photographs.Quarters(width + i, height, SKEncodedImageFormat.Jpeg));
    }
}
