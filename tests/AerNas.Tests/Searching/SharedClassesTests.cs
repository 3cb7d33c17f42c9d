using AerNas.Tests.Cli;
using AerNas.Tests.Data.Sources;
using SkiaSharp;

namespace AerNas.Tests.Searching;

/// <summary>A search judges alpha on the classes that w learns; images of which no class is in both halves are refused.</summary>
public sealed class SharedClassesTests : IDisposable
{
    private static readonly string[] Tiny = ["--epochs", "1", "--channels", "2", "--cells", "1", "--threads", "1"];
    private static readonly string[] Bilevel = ["--method", "darts-v1", .. Tiny];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Each word is a folder with as many pictures.
    [Theory]
    [InlineData("train/airplane:1 train/automobile:1 train/bird:1")]
    [InlineData("a:1 b:1")]
    [InlineData("a:1 b:1 c:1 d:1 e:1 f:1 g:1 h:1 i:1 j:1")]
    [InlineData("train/a:1 train/b:1 train/c:1 train/d:1 test/a:3 test/b:3")]
    [InlineData("Train/a:1 Train/b:1 Train/c:1 Train/d:1 Train/e:1")]
    [InlineData("x/y/a:1 x/y/b:1 x/y/c:1 x/y/d:1")]
    public void Search_OnOnePictureAClass_IsRefusedAndMakesNothing(string folders)
    {
        CommandRun.Of(["search", "--data", Write(folders), "--out", _folder["run"], .. Bilevel])
            .IsRefused("data.path: no class has an image in both halves of the search",
                "Each class needs at least 2 images to learn from.");
        Assert.False(Directory.Exists(_folder["run"]));
        Assert.Contains("note: Too few images of ", CommandRun.Of("data", _folder["set"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_OnTooFewOfManyImages_NamesTheirNumber() =>
        CommandRun.Of(["search", "--set", "data.images=2", "--out", _folder["run"], .. Bilevel])
            .IsRefused("data.images: no class has an image in both halves");

    [Theory]
    [InlineData("train/a:20 train/b:1", "Too few images of b (1 and 0 to test with)")]
    [InlineData("train/a:20 train/b:1", "The images that train")]
    [InlineData("a:3 b:3", "The batch is 2 images")]
    [InlineData("a:2 b:2 c:1", "Too few images of a (2), b (2), c (1)")]
    public void Search_OnClassesThatAreInBothHalves_RunsWithANote(string folders, string note)
    {
        var run = CommandRun.Of(["search", "--data", Write(folders), "--out", _folder["run"], .. Bilevel]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"note: {note}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_WhereAllImagesTrainBoth_TakesOneAClass()
    {
        var run = CommandRun.Of(["search", "--data", Write("a:1 b:1 c:1"), "--out", _folder["run"], .. Tiny]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    private string Write(string folders)
    {
        foreach (var word in folders.Split(' '))
        {
            var (folder, count) = (word.Split(':')[0], int.Parse(word.Split(':')[1]));
            for (var i = 0; i < count; i++)
                _folder.Write(Path.Combine("set", folder, $"{i:000}.png"),
                    DatasetFixtures.Picture(8, 8, new SKColor((byte)(40 + 5 * i), (byte)(folder.Length * 9), 7)));
        }

        return _folder["set"];
    }
}
