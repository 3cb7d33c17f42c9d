namespace AerNas.Tests.Cli;

/// <summary>
/// What a new user did with the files of <c>shared/cases/use</c>, command by command; tests skip where these are not here.
/// </summary>
public sealed class SharedUseCaseTests : IDisposable
{
    private static readonly string[] Tiny = ["--epochs", "1", "--channels", "4", "--cells", "1", "--threads", "1"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Of <c>train-different-size</c>: the size that the search was given is the training's too, and derive's.</summary>
    [Theory]
    [InlineData("formats/different-size", "--set", "data.imageSize=32")]
    [InlineData("formats/different-size")]
    [InlineData("formats/nonsquare", "--framing", "pad")]
    [InlineData("formats/size30", "--size", "32")]
    [InlineData("formats/size4")]
    [InlineData("formats/size64", "--size", "16")]
    [InlineData("formats/empty-jpg", "--skip-broken")]
    [InlineData("formats/test-fewer-classes")]
    [InlineData("photos-no-train")]
    [InlineData("photos-nonsquare", "--framing", "stretch", "--size", "24")]
    public void Folder_IsSearchedAndTrained(string name, params string[] reading)
    {
        var search = CommandRun.Of(["search", "--data", Case(name), "--batch", "2", "--out", _folder["found"], .. Tiny, .. reading]);
        Assert.Equal((0, ""), (search.ExitCode, search.Error));
        var train = CommandRun.Of(["train", _folder["found"], "--batch", "2", "--out", _folder["trained"], .. Tiny]);
        Assert.Equal((0, ""), (train.ExitCode, train.Error));
        var isTested = !train.Output.Contains("unknown (no test images)", StringComparison.Ordinal);
        Assert.Equal(isTested, !train.Output.Contains($"test {_folder["trained"]}/model --data FOLDER", StringComparison.Ordinal));
        if (isTested) Assert.Equal(0, CommandRun.Of("test", _folder["trained"]).ExitCode);
    }

    [Theory]
    [InlineData("formats/size30", "30 pixels", "multiple of 4")]
    [InlineData("formats/one-class", "only one class")]
    [InlineData("formats/test-more-classes", "zzz")]
    [InlineData("formats/truncated-png", "odd.png", "--skip-broken")]
    public void Folder_ThatCannotBeSearched_IsRefused(string name, params string[] parts) =>
        CommandRun.Of(["search", "--data", Case(name), "--out", _folder["found"], .. Tiny]).IsRefused(parts);

    [Fact]
    public void OnePictureAClass_IsToldBySingleLevelSearch_AndRefusedByABilevelOne()
    {
        string[] search = ["search", "--data", Case("formats/one-per-class"), "--out", _folder["found"], .. Tiny];
        CommandRun.Of([.. search, "--method", "darts-v1"]).IsRefused("no class has an image in both halves of the search");
        Assert.Contains("note: Too few images of ", CommandRun.Of(search).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void UnevenClasses_KeepTheirPictures_AndTheTestTellsOfEach()
    {
        Assert.Equal(0,
            CommandRun.Of(["train", "--genotype", "|nor_conv_1x1~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|", "--data",
                Case("formats/imbalanced"),
            "--size", "8", "--out", _folder["trained"], .. Tiny]).ExitCode);
        var classes = CommandRun.Of("test", _folder["trained"], "--json").Result["classes"]!.AsArray();
        Assert.Equal([("cat", 50), ("ship", 1)], classes.Select(one => ((string)one!["name"]!, (int)one["images"]!)));
    }

    [Fact]
    public void CellOfDeadParts_InTheTextThatTellsOfIt_IsFound()
    {
        var run = CommandRun.Of("genotype", Case("cli/dead-cell.txt"), "--json");
        Assert.Equal("|none~0|+|none~0|nor_conv_3x3~1|+|nor_conv_1x1~0|nor_conv_3x3~1|nor_conv_3x3~2|", (string)run.Result["genotype"]!);
        Assert.Equal(3, (int)run.Result["unreachedOperations"]!);
    }

    private static string Case(string name)
    {
        var found = SharedFiles.Find(["cases", "use", .. name.Split('/')]);
        Assert.SkipWhen(found is null, $"shared/cases/use/{name} is not here");
        return found!;
    }
}
