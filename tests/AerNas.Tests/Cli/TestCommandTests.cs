using System.Text.Json.Nodes;
using AerNas.Tests.Data.Sources;
using SkiaSharp;

namespace AerNas.Tests.Cli;

/// <summary>What <c>aernas test</c> tells, and of which folders it takes the test images.</summary>
public sealed class TestCommandTests : IClassFixture<TestCommandTests.TrainedModel>, IDisposable
{
    private readonly TrainedModel _trained;
    private readonly TemporaryFolder _folder = new();

    public TestCommandTests(TrainedModel trained)
    {
        _trained = trained;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Test_OfAModel_TellsClassesConfusionAndInterval()
    {
        var result = CommandRun.Of("test", _trained.Path, "--json").Result;
        Assert.Equal(["model", "images", "testAccuracy", "interval", "classes", "confusion", "notes", "seconds"],
            result.Select(member => member.Key));
        Assert.Equal(4, result["images"]!.GetValue<int>());
        Assert.Equal(4, result["confusion"]!.AsArray().Sum(row => row!.AsArray().Sum(count => count!.GetValue<int>())));
        Assert.InRange(result["testAccuracy"]!.GetValue<double>(), result["interval"]!["low"]!.GetValue<double>(),
            result["interval"]!["high"]!.GetValue<double>());
        Assert.Equal(["car", "plane"], result["classes"]!.AsArray().Select(name => name!["name"]!.GetValue<string>()));

        var text = CommandRun.Of("test", _trained.Path).Output;
        Assert.All(["test images", "95 % interval", "Class by class", "% of 2", "Images of a class (rows)"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    // Folders with as many pictures each; how many images are tested, of how many classes, and what a note says.
    [Theory]
    [InlineData("test/car:3 test/plane:5", 8, 2, null)]
    [InlineData("val/car:3 val/plane:1", 4, 2, null)]
    [InlineData("car:3 plane:4", 7, 2, "All pictures are test images")]
    [InlineData("plane:4", 4, 1, "All pictures are test images")]
    [InlineData("test/car:2", 2, 1, null)]
    [InlineData("photos/car:3 photos/plane:4", 7, 2, "All pictures are test images")]
    [InlineData("train/car:6 train/plane:6 test/car:1 test/plane:2", 3, 2, null)]
    [InlineData("train/car:6 train/plane:6", 2, 2, "held out")]
    [InlineData("Validation/car:2 Validation/plane:2", 4, 2, null)]
    public void Test_OfAFolder_TakesItsTestImages(string folders, int images, int classes, string? note)
    {
        Write(folders);
        var result = CommandRun.Of("test", _trained.Path, "--data", _folder["set"], "--threads", "1", "--json").Result;
        Assert.Equal(images, result["images"]!.GetValue<int>());
        Assert.Equal(classes, result["classes"]!.AsArray().Count(row => row!["images"]!.GetValue<int>() > 0));
        if (note is not null)
            Assert.Contains(result["notes"]!.AsArray(), told => told!.GetValue<string>().Contains(note, StringComparison.Ordinal));
        else Assert.Empty(result["notes"]!.AsArray());
    }

    [Theory]
    [InlineData("test/car:2 test/fox:2", "test/fox", "car, plane")]
    [InlineData("fox:2 hen:3", "fox", "car, plane")]
    [InlineData("train/fox:6 train/hen:6", "its classes are fox, hen", "the model knows car, plane")]
    [InlineData("test:3", "no such class", "car, plane")]
    [InlineData("test/car:0", "no dataset was recognised", "pictures in folders")]
    public void Test_OfImagesOfOtherClasses_IsRefused(string folders, params string[] parts)
    {
        Write(folders);
        CommandRun.Of("test", _trained.Path, "--data", _folder["set"]).IsRefused(parts);
    }

    [Fact]
    public void Test_OfItsOwnPictures_TakesThoseThatWereHeldOut()
    {
        var own = CommandRun.Of("test", _trained.Path, "--json").Result;
        var named = CommandRun.Of("test", _trained.Path, "--data", _trained.Photos + "/", "--json").Result;
        Assert.Equal(own["images"]!.GetValue<int>(), named["images"]!.GetValue<int>());
        Assert.True(JsonNode.DeepEquals(own["confusion"], named["confusion"]));
    }

    [Fact]
    public void Test_OfBrokenPictures_ListsThemOrGoesOnWithoutThem()
    {
        Write("test/car:3 test/plane:3");
        foreach (var name in new[] { "set/test/car/000.png", "set/test/plane/002.png" }) _folder.Write(name, [1, 2, 3]);
        CommandRun.Of("test", _trained.Path, "--data", _folder["set"]).IsRefused("car/000.png", "plane/002.png", "2 of 6 pictures");
        Assert.Equal(4, CommandRun.Of("test", _trained.Path, "--data", _folder["set"], "--skip-broken", "--json").Result["images"]!
            .GetValue<int>());
    }

    [Theory]
    [InlineData("--top", "0")]
    [InlineData("--top", "-3")]
    [InlineData("--threads", "-1")]
    [InlineData("--threads", "two")]
    public void Predict_WithAnImpossibleNumber_IsRefused(string option, string value) =>
        CommandRun.Of("predict", _trained.Path, _trained.Photos, option, value).IsRefused(option);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(9, 2)]
    public void Predict_WithTop_TellsTheLikeliestFirst(int top, int told)
    {
        var run = CommandRun.Of("predict", _trained.Path, _trained.Photos, "--top", $"{top}", "--threads", "1", "--json");
        Assert.Equal(0, run.ExitCode);
        foreach (var answer in run.Result["predictions"]!.AsArray())
        {
            double[] sure = [.. answer!["top"]!.AsArray().Select(likely => likely!["probability"]!.GetValue<double>())];
            Assert.Equal(told, sure.Length);
            Assert.Equal(sure.OrderDescending(), sure);
            Assert.Equal(answer["probability"]!.GetValue<double>(), sure[0]);
        }
    }

    [Theory]
    [InlineData("good.png bad.png good2.png", 2, 1)]
    [InlineData("bad.png", 0, 1)]
    [InlineData("bad.png missing.png good.png", 1, 2)]
    [InlineData("wide.png good.png", 2, 0)]
    [InlineData("empty.jpg good.png cut.jpg wide.png", 2, 2)]
    public void Predict_OfGoodAndBadPictures_AnswersTheGoodAndNamesTheBad(string names, int good, int bad)
    {
        var picture = DatasetFixtures.Picture(8, 8, SKColors.Olive);
        foreach (var name in new[] { "good.png", "good2.png" }) _folder.Write(name, picture);
        _folder.Write("wide.png", DatasetFixtures.Picture(40, 20, SKColors.Olive));
        _folder.Write("bad.png", picture[..40]);
        _folder.Write("empty.jpg", []);
        _folder.Write("cut.jpg", DatasetFixtures.Picture(64, 64, SKColors.Olive, SKEncodedImageFormat.Jpeg)[..200]);
        var run = CommandRun.Of(["predict", _trained.Path, .. names.Split(' ').Select(name => _folder[name]), "--json"]);
        Assert.Equal(bad == 0 ? 0 : 2, run.ExitCode);
        Assert.Equal((good, bad), (run.Result["predictions"]!.AsArray().Count, run.Result["unreadable"]!.AsArray().Count));
        Assert.Equal(bad, run.Error.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)));
    }

    private void Write(string folders) => WritePictures(_folder, "set", folders);

    private static void WritePictures(TemporaryFolder place, string root, string folders)
    {
        foreach (var word in folders.Split(' '))
        {
            var (folder, count) = (word.Split(':')[0], int.Parse(word.Split(':')[1]));
            Directory.CreateDirectory(Path.Combine(place.Path, root, folder));
            for (var i = 0; i < count; i++)
                place.Write(Path.Combine(root, folder, $"{i:000}.png"),
                    DatasetFixtures.Picture(8, 8, new SKColor((byte)(10 * i), (byte)(folder.Length * 9), 7)));
        }
    }

    /// <summary>A model of two classes, trained for an epoch on a folder of their folders.</summary>
    public sealed class TrainedModel : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public TrainedModel()
        {
            WritePictures(_folder, "photos", "car:12 plane:12");
            var run = CommandRun.Of(
                "train", "--genotype", "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|", "--data", Photos,
                "--out", Path, "--epochs", "1", "--channels", "2", "--cells", "1", "--batch", "8", "--threads", "1");
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
        }

        public string Path => _folder["model"];

        public string Photos => _folder["photos"];

        public void Dispose() => _folder.Dispose();
    }
}
