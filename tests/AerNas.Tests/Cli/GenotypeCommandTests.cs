using AerNas.Genotypes;

namespace AerNas.Tests.Cli;

public sealed class GenotypeCommandTests
{
    private const string Cell = "|nor_conv_3x3~0|+|nor_conv_3x3~0|skip_connect~1|+|skip_connect~0|nor_conv_3x3~1|none~2|";

    [Fact]
    public void Text_IsShownWithItsCost()
    {
        var run = CommandRun.Of("genotype", Cell);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            $"""
            {Cell}

            Normal cell
              node 1               nor_conv_3x3(0)
              node 2               nor_conv_3x3(0) + skip_connect(1)
              node 3               skip_connect(0) + nor_conv_3x3(1) + none(2)
              output               3

            NasBench201 network: 3 stages of 5 cells, 16 channels, 10 classes, 32 x 32 pixels
              parameters           802,426 (802.4 k)
              multiply-adds        113,951,360 (113.95 M)

            """, run.Output);
    }

    [Fact]
    public void PublishedName_IsCostedOnTheSkeletonAskedFor()
    {
        var run = CommandRun.Of("genotype", "DARTS_V2", "--skeleton", "imagenet", "--json");
        Assert.Equal("ImageNet", run.Result["skeleton"]!.GetValue<string>());
        Assert.Equal(4718752, run.Result["parameters"]!.GetValue<long>());
        Assert.Single(run.Output.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("official")]
    [InlineData("nested")]
    [InlineData("json")]
    public void Conversion_ReadsBack(string notation)
    {
        var run = CommandRun.Of("genotype", "DARTS_V2", "--to", notation);
        Assert.Equal(PublishedGenotypes.Find("DARTS_V2"), GenotypeNotation.Parse(run.Output.Trim()));
    }

    [Fact]
    public void File_IsReadAndDrawn()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["cell.txt"], Cell + "\n");
        var run = CommandRun.Of("genotype", folder["cell.txt"], "--svg", folder["cell.svg"], "--dot", folder["cell.dot"]);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("<svg", File.ReadAllText(folder["cell.svg"]), StringComparison.Ordinal);
        Assert.Contains("digraph", File.ReadAllText(folder["cell.dot"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("|nor_conv_9x9~0|+|none~0|none~1|+|none~0|none~1|none~2|", "position", "nor_conv_9x9")]
    [InlineData("Genotype(normal=[('skip_connect', 7)])", "position", "7")]
    [InlineData("DARTS_V9", "DARTS_V9", "DARTS_V2")]
    public void WhatIsNoGenotype_IsRefused(string text, string what, string expected) => CommandRun.Of("genotype", text).IsRefused(what, expected);

    [Fact]
    public void Skeleton_OfAnotherFamily_IsRefused() => CommandRun.Of("genotype", Cell, "--skeleton", "cifar").IsRefused("--skeleton cifar", "NasBench201");

    [Fact]
    public void Drawing_IntoAFolderThatIsNotThere_IsRefused() => CommandRun.Of("genotype", Cell, "--svg", "/nowhere/at/all.svg").IsRefused("/nowhere/at/all.svg");
}
