using AerNas.Data;
using AerNas.Tests.Data.Sources;
using SkiaSharp;

namespace AerNas.Tests.Data.Pictures;

/// <summary>Folders as people have them: where the pictures are found, and what is told of the others.</summary>
public sealed class PictureLayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Each word is a folder with as many pictures; then images to learn from and to test with.
    [Theory]
    [InlineData("car:6 plane:6", 10, 2)]
    [InlineData("photos/car:12 photos/plane:12", 20, 4)]
    [InlineData("x/y/z/car:6 x/y/z/plane:6", 10, 2)]
    [InlineData("train/car:6 train/plane:6", 10, 2)]
    [InlineData("Train/car:6 Train/plane:6 Test/car:2 Test/plane:2", 12, 4)]
    [InlineData("TRAIN/car:6 TRAIN/plane:6 VALID/plane:1 VALID/car:1", 12, 2)]
    [InlineData("training/car:6 training/plane:6 testing/car:3 testing/plane:1", 12, 4)]
    [InlineData("train/car:6 train/plane:6 validation/car:2 validation/plane:2", 12, 4)]
    [InlineData("train/car:6 train/plane:6 val/car:2 val/plane:2 test/car:1 test/plane:1", 12, 2)]
    [InlineData("data/a/set/train/c0:12 data/a/set/train/c1:12", 20, 4)]
    [InlineData("train/car/old:3 train/car/new/red:3 train/plane:6", 10, 2)]
    [InlineData("car:6 plane:6 train:6", 15, 3)] // the class of trains
    [InlineData("car/a:6 car/b:6 plane/a:6", 15, 3)]
    [InlineData("train/car:6 train/plane:6 test:5", 10, 2)] // of these nobody tells the class
    [InlineData("__MACOSX/car:6 car:6 plane:6 .thumbs:6", 10, 2)]
    public void Open_Folder_FindsItsPictures(string folders, int train, int test)
    {
        var dataset = DatasetSource.Open(Write(folders));
        Assert.Equal((train, test), (dataset.Train.Count, dataset.Test!.Count));
    }

    [Theory]
    [InlineData("train/car:6 train/plane:6 val/car:2 val/plane:2 test/car:1 test/plane:1", "4 in ", "val/")]
    [InlineData("train/car:6 train/plane:6 test:5", "5 in ", "test/")]
    [InlineData("train/car:6 train/plane:6 extra/car:7", "7 in ", "extra/")]
    [InlineData(":3 car:6 plane:6", "3 in ", "")]
    [InlineData("train:2 train/car:6 train/plane:6", "2 in ", "train/")]
    public void Open_PicturesElsewhere_AreCountedAndTold(string folders, string count, string place)
    {
        var note = Assert.Single(DatasetSource.Open(Write(folders)).Notes,
            note => note.StartsWith("Pictures outside", StringComparison.Ordinal));
        Assert.Contains(count, note);
        Assert.EndsWith($"/{place}.", note.Replace('\\', '/').Replace("set.", "set/.", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_PicturesOfOtherKinds_AreCountedByKind()
    {
        var folder = Write("train/a:24 train/b:24");
        for (var i = 0; i < 24; i++)
        {
            _folder.Write($"set/train/b/{i}.gif", [1]);
            _folder.Write($"set/train/b/{i}.TIF", [1]);
        }

        foreach (var name in new[] { "x.heic", "y.tiff", "z.svg", ".hidden.gif", "Thumbs.db", "desktop.ini", "notes.txt" })
            _folder.Write($"set/train/a/{name}", [1]);
        var dataset = DatasetSource.Open(folder);
        Assert.Equal(48, dataset.Train.Count + dataset.Test!.Count);
        var note = Assert.Single(dataset.Notes, note => note.StartsWith("Pictures of other kinds", StringComparison.Ordinal));
        Assert.EndsWith("left out: 24 .gif, 24 .tif, 1 .heic, 1 .svg, 1 .tiff.", note);
    }

    [Fact]
    public void Open_AClassOfOtherKindsOnly_IsRefused()
    {
        var folder = Write("train/a:24");
        foreach (var name in new[] { "x.gif", "y.tif" }) _folder.Write($"set/train/b/{name}", [1]);
        Assert.Contains("no picture of this class", Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(folder)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train/a:20 train/b:1", "b (1 and 0 to test with)")]
    [InlineData("a:20 b:2", "b (2 and 0 to test with)")]
    [InlineData("a:1 b:1 c:1", "a (1), b (1), c (1)")]
    [InlineData("train/a:5 train/b:5 test/a:2", "b (5 and 0 to test with)")]
    [InlineData("train/a:5 train/b:1 test/a:2 test/b:1", "b (1 and 1 to test with)")]
    [InlineData("a:9 b:1 c:1 d:1 e:1 f:1 g:1 h:1", "and 2 other classes")]
    public void Open_ClassesWithTooFewPictures_AreTold(string folders, string part) =>
        Assert.Contains(part,
            Assert.Single(DatasetSource.Open(Write(folders)).Notes, note => note.StartsWith("Too few", StringComparison.Ordinal)));

    [Theory]
    [InlineData(3, 2, 1)]
    [InlineData(4, 3, 1)]
    [InlineData(5, 4, 1)]
    [InlineData(6, 5, 1)]
    [InlineData(11, 10, 1)]
    [InlineData(12, 10, 2)]
    public void Open_UnevenClasses_EachKeepsOneToTestAndOneForEachHalf(int few, int train, int test)
    {
        var dataset = DatasetSource.Open(Write($"cat:120 ship:{few}"));
        Assert.Equal((train, test), (dataset.Train.CountByClass()[1], dataset.Test!.CountByClass()[1]));
        var split = SearchSplit.Of(dataset.Train);
        Assert.All([split.Weights, split.Alpha], half => Assert.Contains(half.Indices, index => dataset.Train.Labels[index] == 1));
        Assert.DoesNotContain(dataset.Notes, note => note.StartsWith("Too few", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("car:6", "only one class, car")]
    [InlineData(":6", "there are no classes")]
    [InlineData("test/car:6 test/plane:6", "test pictures only")]
    [InlineData("train/car:6 train/plane:6 test/car:1 test/fox:1", "no such class")]
    [InlineData("train/car:6 train/plane:0", "no picture of this class")]
    [InlineData("car:6 plane:0", "no picture of this class")]
    public void Open_FolderThatCannotBeLearntFrom_SaysWhy(string folders, string part) =>
        Assert.Contains(part, Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(Write(folders))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Open_TinyImageNet_ReadsTheAnnotationsOfItsTestPictures()
    {
        var folder = Write("tiny/train/n01/images:10 tiny/train/n02/images:10 tiny/val/images:4 tiny/test/images:3");
        _folder.Write("set/tiny/val/val_annotations.txt",
            "000.png\tn02\t0\t0\t7\t7\n001.png\tn01\t0\t0\t7\t7\n002.png\tn02\t0\t0\t7\t7\n003.png\tn02\t0\t0\t7\t7\n"u8.ToArray());
        var dataset = DatasetSource.Open(folder);
        Assert.Equal(["n01", "n02"], dataset.ClassNames);
        Assert.Equal(20, dataset.Train.Count);
        Assert.Equal([1, 3], dataset.Test!.CountByClass());
        Assert.Contains(dataset.Notes, note => note.Contains("3 in ", StringComparison.Ordinal)
            && note.Contains("test", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_TinyImageNetWhoseAnnotationsNameAnotherClass_IsRefused()
    {
        var folder = Write("train/n01:6 train/n02:6 val/images:1");
        _folder.Write("set/val/val_annotations.txt", "000.png\tn99\t0\t0\t7\t7\n"u8.ToArray());
        Assert.EndsWith("val_annotations.txt", Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(folder)).File);
    }

    [Fact]
    public void Open_SkippingBrokenPictures_GoesOnWithoutThemAndNamesThem()
    {
        var folder = Write("car:12 plane:12");
        foreach (var name in new[] { "car/002.png", "car/005.png", "plane/011.png" })
            _folder.Write($"set/{name}", "no picture"u8.ToArray());
        var dataset = DatasetSource.Open(folder, new DatasetOptions { SkipBroken = true });
        Assert.Equal((19, 2), (dataset.Train.Count, dataset.Test!.Count));
        var note = Assert.Single(dataset.Notes,
            note => note.StartsWith("Pictures that cannot be read are left out (3)", StringComparison.Ordinal));
        Assert.Contains("005.png", note);
    }

    [Fact]
    public void Open_SkippingAllPicturesOfAClass_IsRefused()
    {
        var folder = Write("car:6 plane:1");
        _folder.Write("set/plane/000.png", "no picture"u8.ToArray());
        Assert.Contains("none of its pictures", Assert.Throws<DatasetFormatException>(() =>
            DatasetSource.Open(folder, new DatasetOptions { SkipBroken = true })).Message);
    }

    private string Write(string folders)
    {
        foreach (var word in folders.Split(' '))
        {
            var (folder, count) = (word.Split(':')[0], int.Parse(word.Split(':')[1]));
            Directory.CreateDirectory(Path.Combine(_folder.Path, "set", folder));
            for (var i = 0; i < count; i++)
                _folder.Write(Path.Combine("set", folder, $"{i:000}.png"),
                    DatasetFixtures.Picture(8, 8, new SKColor((byte)(40 + 5 * i), (byte)(folder.Length * 9), 7)));
        }

        return _folder["set"];
    }
}
