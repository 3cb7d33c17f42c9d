using System.Text.Json.Nodes;
using AerNas.Extensions;
using AerNas.Samples;
using AerNas.Spaces;
using AerNas.Tests.Cli;
using AerNas.Tests.Conventions;
using AerNas.Tests.Searching;

namespace AerNas.Tests.Samples;

/// <summary>The sample of a space of one's own, as code and as a file, with an operation of one's own.</summary>
public sealed class ChainTests
{
    private static readonly string Brought = Path.Combine(AppContext.BaseDirectory, "AerNas.Samples.Extension.dll");
    private static readonly string Json = Path.Combine(Repository.Root, "samples/AerNas.Samples.Extension/chain-6.json");

    [Fact]
    public void Space_OfTheFile_IsThatOfTheCode()
    {
        using var scope = ExtensionScope.Enter(Extension.Of(new SampleExtension()));
        Assert.Equal(Chain.Space, SearchSpace.FromJson(File.ReadAllText(Json)));
    }

    [Fact]
    public void Spaces_WithAnExtension_AreListedAsBrought()
    {
        var run = CommandRun.Of("spaces", "--extension", Brought, "--json");
        var spaces = JsonNode.Parse(run.Output)!.AsArray();
        Assert.Equal([.. SearchSpace.All.Select(space => space.Name), "chain-6"], spaces.Select(space => (string)space!["name"]!));
        Assert.Equal(["fused", "fused", "torch"], new[] { 0, 1, spaces.Count - 1 }.Select(place => (string)spaces[place]!["engine"]!));
        Assert.Equal("AerNas.Samples.Extension.dll", (string)spaces[^1]!["extension"]!);
        var text = CommandRun.Of("spaces", "--extension", Brought).Output;
        foreach (var part in new[] { "chain-6", "6 kinds of cell with 1 edge", "4 operations", "engine torch", "brought by "
            + "AerNas.Samples.Extension.dll" })
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.DoesNotContain("chain-6", CommandRun.Of("spaces").Output, StringComparison.Ordinal);
    }

    /// <summary>
    /// By its name and by its file it is searched alike; the run holds the space whole, and asks for the extension that its operation
    /// needs.
    /// </summary>
    [Theory]
    [InlineData("darts-v1")]
    [InlineData("gdas")]
    public void Chain_OnTheCommandLine_IsSearchedDerivedTrainedAndUsed(string method)
    {
        using var folder = new TemporaryFolder();
        var images = SmallSearch.WriteImages(folder);
        string[] small = ["--extension", Brought, "--data", images, "--epochs", "1", "--channels", "4", "--threads", "1"];
        foreach (var (space, name) in new[] { ("chain-6", "named"), (Json, "file") })
        {
            var search = CommandRun.Of(["search", "--space", space, "--method", method, "--batch", "16", .. small, "--out", folder[name]]);
            Assert.Equal((0, ""), (search.ExitCode, search.Error));
        }

        SearchRuns.AssertSame(folder["named"], folder["file"]);
        CommandRun.Of("search", "--resume", folder["named"]).IsRefused("--extension AerNas.Samples.Extension.dll");
        CommandRun.Of("train", folder["named"]).IsRefused("it was made with the extension", "--extension AerNas.Samples.Extension.dll");
        CommandRun.Of("report", folder["named"]).IsRefused("it was made with the extension", "--extension AerNas.Samples.Extension.dll");
        Assert.Equal(0, CommandRun.Of("derive", folder["named"], "--extension", Brought).ExitCode);
        Assert.Equal(0, CommandRun.Of("report", folder["named"], "--extension", Brought, "--out", folder["page.html"]).ExitCode);
        Assert.Equal(0, CommandRun.Of("genotype", folder["named"], "--extension", Brought).ExitCode);
        var train = CommandRun.Of(["train", folder["named"], .. small, "--out", folder["trained"]]);
        Assert.Equal((0, ""), (train.ExitCode, train.Error));
        Assert.Equal(0, CommandRun.Of("test", folder["trained"], "--extension", Brought).ExitCode);
        CommandRun.Of("test", folder["trained"])
            .IsRefused("model.json: it was made with the extension", "--extension AerNas.Samples.Extension.dll");
    }
}
