using System.Text.Json.Nodes;
using AerNas.Cli;
using AerNas.Tests.Searching;

namespace AerNas.Tests.Cli;

/// <summary>
/// What a search does that is told nothing, or little. Each is stopped before its first step; the run that it began tells.
/// </summary>
public sealed class SearchDefaultsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Search_WithoutFlags_IsSingleLevelDartsOnSmallerImages()
    {
        var options = Begun();
        Assert.Equal(("nasbench201", "darts-single"), ((string?)options["space"], (string?)options["method"]));
        Assert.Equal((6, 16), ((int)options["search"]!["epochs"]!, (int)options["supernet"]!["imageSize"]!));
        Assert.Null(options["data"]!["imageSize"]);
    }

    [Theory]
    [InlineData("--method darts-v1", 8)]
    [InlineData("--space darts", 10)]
    [InlineData("--set data.images=3000", 12)]
    [InlineData("--set data.images=375", 96)]
    [InlineData("--set data.images=375 --epochs 7", 7)]
    [InlineData("--set data.images=375 --set search.epochs=5", 5)]
    [InlineData("--set data.images=375 --scale paper", 50)]
    public void Epochs_AreThoseAskedForOrFollowTheNumberOfImages(string flags, int epochs) =>
        Assert.Equal(epochs, (int)Begun(flags.Split(' '))["search"]!["epochs"]!);

    [Fact]
    public void Epochs_OfAFolderOfImages_FollowTheirNumber() =>
        Assert.Equal(96, (int)Begun("--data", SmallSearch.WriteImages(_folder))["search"]!["epochs"]!); // 96 images

    [Fact]
    public void Search_OfImagesSmallerThanTheSupernetTakes_SeesThemAsTheyAre()
    {
        var run = CommandRun.Of(new CancellationToken(canceled: true), "search", "--data", SmallSearch.WriteImages(_folder), "--threads",
            "1", "--out", _folder["run"]);
        Assert.DoesNotContain("seen at", run.Output, StringComparison.Ordinal);
        Assert.Contains("(96 images)", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("18")]
    [InlineData("100000")]
    public void SizeThatTheSupernetCannotSee_IsRefused(string size) =>
        CommandRun.Of("search", "--set", $"supernet.imageSize={size}", "--out", _folder["run"])
            .IsRefused("supernet.imageSize: must be a multiple of 4 from 8 to ");

    private JsonNode Begun(params string[] flags)
    {
        var run = CommandRun.Of(new CancellationToken(canceled: true), ["search", "--threads", "1", "--out", _folder["run"], .. flags]);
        Assert.True(run.ExitCode == ExitCode.Interrupted, run.Error);
        return JsonNode.Parse(File.ReadAllText(Path.Combine(_folder["run"], "run.json")))!["options"]!;
    }
}
