using AerNas.Tests.Data.Pictures;
using SkiaSharp;

namespace AerNas.Tests.Cli;

/// <summary>
/// A folder of photographs of different sizes, shapes and orientations, without <c>train/</c>, some broken, from the first look to
/// predictions.
/// </summary>
public sealed class PhotoFolderTests : IDisposable
{
    private static readonly string[] Tiny = ["--epochs", "1", "--channels", "2", "--cells", "1", "--batch", "4", "--threads", "1"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("--size 8")]
    [InlineData("--framing pad")]
    [InlineData("--size 12 --framing stretch")]
    [InlineData("--set data.imageSize=16")]
    public void PrintedTrainCommands_OfSearchAndDerive_ReadThePicturesAlike(string reading)
    {
        string[] flags = ["--skip-broken", .. reading.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        WritePhotographs(broken: 3);
        var search = CommandRun.Of(["search", "--data", _folder["photos"], "--out", _folder["found"], .. Tiny, .. flags]);
        Assert.Equal((0, ""), (search.ExitCode, search.Error));
        Assert.Single(search.Output.Split('\n'), line => line.StartsWith("note: ", StringComparison.Ordinal)
            && line.Contains("not square", StringComparison.Ordinal));
        TrainsAs(Printed(search), "trained");
        TrainsAs(Printed(CommandRun.Of("derive", _folder["found"])), "derived");
        Assert.Equal(0, CommandRun.Of("test", _folder["trained"]).ExitCode);

        var predict = CommandRun.Of("predict", _folder["trained"], _folder["photos"], "--top", "2", "--json");
        Assert.Equal(2, predict.ExitCode);
        Assert.Equal(24, predict.Result["predictions"]!.AsArray().Count);
        Assert.All(predict.Result["predictions"]!.AsArray(), answer => Assert.Equal(2, answer!["top"]!.AsArray().Count));
        Assert.Equal(3, predict.Error.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Data_OfPhotographsSomeOfThemBroken_ListsThemAllAtOnce()
    {
        WritePhotographs(broken: 3);
        var run = CommandRun.Of("data", _folder["photos"]);
        run.IsRefused("car/b0.jpg", "car/b2.jpg", "plane/b1.jpg", "3 of 27 pictures cannot be read", "--skip-broken");
        var skipped = CommandRun.Of("data", _folder["photos"], "--skip-broken");
        Assert.Equal(0, skipped.ExitCode);
        Assert.Contains("left out (3)", skipped.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("search", "--data")]
    [InlineData("train", "--genotype", "DARTS_V2", "--data")]
    public void PicturesThatCannotBeHalvedTwice_AreRefusedAlike(params string[] command)
    {
        for (var i = 0; i < 12; i++) _folder.Write($"odd/{"ab"[i % 2]}/{i}.png", Photographs.Quarters(30, 30));
        CommandRun.Of([.. command, _folder["odd"]]).IsRefused("mageSize", "multiple of 4");
    }

    [Theory]
    [InlineData("data")]
    [InlineData("search", "--data")]
    [InlineData("train", "--genotype", "DARTS_V2", "--data")]
    public void FramingThatIsNone_IsRefused(params string[] command)
    {
        var run = CommandRun.Of([.. command, _folder.Path, "--framing", "squash"]);
        run.IsRefused("squash", "crop", "stretch");
    }

    [Fact]
    public void Predict_PhotographTurnedByItsTag_IsAnsweredAsTheUprightOne()
    {
        WritePhotographs(broken: 0);
        Assert.Equal(0,
            CommandRun.Of(["train", "--genotype", Cell, "--data", _folder["photos"], "--out", _folder["trained"], .. Tiny]).ExitCode);
        var upright = Photographs.Quarters(16, 16, SKEncodedImageFormat.Jpeg);
        var turned = Photographs.Turned(upright, 1);
        string[] files = [_folder.Write("a.jpg", upright), _folder.Write("b.jpg", turned),
            _folder.Write("c.jpg", Photographs.Turned(upright, 6))];
        var answers = CommandRun.Of(["predict", _folder["trained"], .. files, "--json"]).Result["predictions"]!.AsArray();
        Assert.Equal(answers[0]!["probability"]!.GetValue<double>(), answers[1]!["probability"]!.GetValue<double>());
        Assert.NotEqual(answers[0]!["probability"]!.GetValue<double>(), answers[2]!["probability"]!.GetValue<double>());
    }

    private const string Cell = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|";

    private void TrainsAs(string[] command, string name)
    {
        var train = CommandRun.Of([.. command, "--out", _folder[name], .. Tiny]);
        Assert.Equal((0, ""), (train.ExitCode, train.Error));
        Assert.Contains("(20 images)", train.Output, StringComparison.Ordinal);
    }

    /// <summary>The arguments of the last command that a run printed.</summary>
    private static string[] Printed(CommandRun run)
    {
        var line = run.Output.Split('\n').Last(line => line.StartsWith("  aernas train", StringComparison.Ordinal));
        return [.. line.Trim().Split(' ').Skip(1).Select(word => word.Trim('\''))];
    }

    private void WritePhotographs(int broken)
    {
        for (var i = 0; i < 24; i++)
        {
            var (width, height) = (20 + 4 * (i % 5), 16 + 6 * (i % 3));
            var jpeg = Photographs.Turned(Photographs.Quarters(width, height, SKEncodedImageFormat.Jpeg), 1 + i % 8);
            _folder.Write($"photos/{(i % 2 == 0 ? "car" : "plane")}/{i:00}.jpg", jpeg);
        }

        for (var i = 0; i < broken; i++)
            _folder.Write($"photos/{(i % 2 == 0 ? "car" : "plane")}/b{i}.jpg",
                Photographs.Quarters(20, 20, SKEncodedImageFormat.Jpeg)[..(40 * i)]);
    }
}
