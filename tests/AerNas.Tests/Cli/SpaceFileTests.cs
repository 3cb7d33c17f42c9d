using AerNas.Genotypes;
using AerNas.Tests.Searching;
using AerNas.Tests.Spaces;

namespace AerNas.Tests.Cli;

/// <summary>A space in a file, from the search to the model.</summary>
public sealed class SpaceFileTests
{
    [Fact]
    public void SpaceInAFile_IsSearchedDerivedTrainedAndReported()
    {
        using var folder = new TemporaryFolder();
        var images = SmallSearch.WriteImages(folder);
        string[] small = ["--data", images, "--batch", "24", "--channels", "2", "--threads", "1"];

        var search = CommandRun.Of([
            "search", "--space", BroughtSpaces.FileOf("chain-8"), "--epochs", "2", "--out", folder["run"], "--json", .. small]).Result;
        var found = GenotypeNotation.Parse(search["genotype"]!.GetValue<string>());
        Assert.Equal(("chain-8", BroughtSpaces.Chain), ((string)search["space"]!, found.Space));
        Assert.Contains("layer3", CommandRun.Of("genotype", folder["run"]).Output, StringComparison.Ordinal);

        var derived = CommandRun.Of("derive", folder["run"], "--max-skips", "0", "--out", folder["chain.json"], "--json").Result;
        Assert.Equal(0, (int)derived["skipConnects"]!);
        var training = CommandRun.Of([
            "train", "--genotype", folder["chain.json"], "--epochs", "1", "--out", folder["trained"], "--json", .. small]).Result;
        Assert.Equal((long)training["parameters"]!, (long)CommandRun.Of("genotype", folder["trained"], "--json").Result["parameters"]!);

        Assert.Equal(0, CommandRun.Of("report", folder["run"]).ExitCode);
        var page = File.ReadAllText(folder["run/report.html"]);
        Assert.Contains("search of chain-8 by", page, StringComparison.Ordinal);
        Assert.Contains("layer1 to layer6", page, StringComparison.Ordinal);
    }

    [Fact]
    public void SpaceThatIsNone_IsRefusedWithEveryProblemAndItsFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine.json"],
            """{ "name": "mine", "operations": ["conv"], "skeletons": [{ "name": "s", "width": 3 }] }""");
        var file = folder["mine.json"];

        CommandRun.Of("search", "--space", file).IsRefused($"{file}: skeletons[0].width: is not known here.");
        File.WriteAllText(file, """{ "name": "mine", "operations": ["conv"], "skeletons": [{ "name": "s" }] }""");
        CommandRun.Of("search", "--space", file)
            .IsRefused($"{file}: operations[0]: 'conv' is no operation", $"{file}: skeletons[0]: needs one of layers");
        File.WriteAllText(file, "{ \"name\": ");
        CommandRun.Of("search", "--space", file).IsRefused(file);
        CommandRun.Of("search", "--space", BroughtSpaces.FileOf("chain-8"), "--method", "p-darts")
            .IsRefused("p-darts does not run on chain-8: its stages");
        CommandRun.Of("search", "--space", BroughtSpaces.FileOf("chain-8"), "--layers", "3").IsRefused("--layers means nothing on chain-8");
    }
}
