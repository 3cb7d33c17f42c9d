using AerNas.Data;
using SkiaSharp;

namespace AerNas.Tests.Data.Sources;

public sealed class PictureFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_FolderOrZipOrTar_AreTheSame()
    {
        var files = DatasetFixtures.Pictures(withTest: true);
        var folder = WriteAll(files);
        var zip = _folder.Write("pictures.zip", DatasetFixtures.Zip(files));
        var tar = _folder.Write("pictures.tar.gz", DatasetFixtures.TarGz(files));
        var dataset = DatasetSource.Open(folder);
        Assert.Equal(["cat", "dog", "eel"], dataset.ClassNames);
        Assert.Equal((36, 36), (dataset.Train.Count, dataset.Test!.Count));
        Assert.Equal(new ImageShape(3, 8), dataset.Train.Shape);
        Assert.Equal(dataset.ContentHash, DatasetSource.Open(zip).ContentHash);
        Assert.Equal(dataset.ContentHash, DatasetSource.Open(tar).ContentHash);
    }

    [Fact]
    public void Open_Pictures_HaveTheirColoursAndTakeTurnsByClass()
    {
        var train = DatasetSource.Open(WriteAll(DatasetFixtures.Pictures(withTest: true))).Train;
        Assert.Equal([0, 1, 2, 0, 1, 2], train.Labels[..6]);
        var dog1 = train.Image(4);
        Assert.Equal([100, 1, 50], [dog1[0], dog1[64], dog1[128]]);
    }

    [Fact]
    public void Open_NoTestFolder_HoldsOutEverySixthAndSaysSo()
    {
        var dataset = DatasetSource.Open(WriteAll(DatasetFixtures.Pictures(withTest: false)));
        Assert.Equal((30, 6), (dataset.Train.Count, dataset.Test!.Count));
        Assert.All(dataset.Test.CountByClass(), count => Assert.Equal(2, count));
        Assert.Contains("held out", Assert.Single(dataset.Notes));
    }

    [Fact]
    public void Open_ValFolder_IsTheTestSet()
    {
        var files = DatasetFixtures.Pictures(withTest: true).ToDictionary(file => file.Key.Replace("test/", "val/"), file => file.Value);
        Assert.Equal(36, DatasetSource.Open(WriteAll(files)).Test!.Count);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void Open_GreyPictures_HaveOneChannel(SKEncodedImageFormat format)
    {
        var files = DatasetFixtures.Pictures(withTest: true).ToDictionary(
            file => Path.ChangeExtension(file.Key, format == SKEncodedImageFormat.Png ? ".png" : ".JPG"),
            _ => DatasetFixtures.Picture(8, 8, new SKColor(90, 90, 90), format, grey: true));
        var train = DatasetSource.Open(WriteAll(files)).Train;
        Assert.Equal(new ImageShape(1, 8), train.Shape);
        Assert.InRange(train.Image(0)[5], 89, 91);
    }

    [Fact]
    public void Open_UnreadablePictures_TellsOfAllEveryTime()
    {
        var files = DatasetFixtures.Pictures(withTest: true);
        string[] broken = ["test/eel/003.png", "train/cat/004.png", "train/dog/002.png", "train/eel/009.png"];
        foreach (var name in broken)
            files[name] = "no picture"u8.ToArray();
        var folder = WriteAll(files);
        for (var i = 0; i < 5; i++)
        {
            var error = Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(folder));
            Assert.Equal(broken.Select(name => Path.Combine(folder, name)), error.Parts.Select(part => part.File));
            Assert.Contains("4 of 72 pictures cannot be read", error.Message);
        }
    }

    [Fact]
    public void Open_EmptyOrTruncatedOrDamagedPicture_IsNamed()
    {
        var png = DatasetFixtures.Pictures(withTest: true)["train/eel/005.png"];
        var jpeg = DatasetFixtures.Picture(8, 8, SKColors.Teal, SKEncodedImageFormat.Jpeg);
        Assert.Contains("not a readable picture", OpenWith("train/eel/005.png", []).Message);
        Assert.Contains("cut short or damaged", OpenWith("train/eel/005.png", png[..^30]).Message);
        Assert.Contains("cut short or damaged", OpenWith("train/eel/005.png", jpeg[..^8]).Message);
        var damaged = png.ToArray();
        damaged[^20] ^= 1;
        Assert.EndsWith("train/eel/005.png", OpenWith("train/eel/005.png", damaged).File);
    }

    [Fact]
    public void Open_NoClassOneClassOrAnEmptyClass_SaysWhatIsExpected()
    {
        var one = DatasetFixtures.Pictures(withTest: false).Where(file => file.Key.Contains("/cat/")).ToDictionary();
        Assert.Contains("only one class, cat", Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(WriteAll(one))).Message);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "pictures/train/dog"));
        Assert.Contains("no picture of this class", Assert.Throws<DatasetFormatException>(() =>
            DatasetSource.Open(Path.Combine(_folder.Path, "pictures"))).Message);

        var flat = _folder.Write("flat/train/a.png", DatasetFixtures.Picture(8, 8, SKColors.Red));
        Assert.Contains("there are no classes", Assert.Throws<DatasetFormatException>(() =>
            DatasetSource.Open(Path.GetDirectoryName(Path.GetDirectoryName(flat)))).Message);
    }

    [Fact]
    public void Open_TestClassThatIsNotTrained_IsNamed() =>
        Assert.EndsWith("test/fox", OpenWith("test/fox/000.png", DatasetFixtures.Picture(8, 8, SKColors.Red)).File);

    private DatasetFormatException OpenWith(string name, byte[] bytes)
    {
        var files = DatasetFixtures.Pictures(withTest: true);
        files[name] = bytes;
        var folder = WriteAll(files);
        return Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(folder));
    }

    private string WriteAll(Dictionary<string, byte[]> files)
    {
        foreach (var (name, bytes) in files)
            _folder.Write($"pictures/{name}", bytes);
        return Path.Combine(_folder.Path, "pictures");
    }
}
