using AerNas.Genotypes;
using AerNas.Zoo;

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
            note: Of the 5 operations of the cell, 2 reach nothing (nor_conv_3x3 from node 0 to 2, skip_connect from node 1 to 2). Without: aernas genotype '{Cell}' --simplify

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
        Assert.Equal(GenotypeZoo.Find("DARTS_V2").Architecture, GenotypeNotation.Parse(run.Output.Trim()));
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
    public void WhatIsNoGenotype_IsRefused(string text, string what, string expected) =>
        CommandRun.Of("genotype", text).IsRefused(what, expected);

    [Fact]
    public void Skeleton_OfAnotherFamily_IsRefused() =>
        CommandRun.Of("genotype", Cell, "--skeleton", "cifar").IsRefused("--skeleton cifar", "nasbench201");

    [Fact]
    public void Drawing_IntoAFolderThatIsNotThere_IsRefused() =>
        CommandRun.Of("genotype", Cell, "--svg", "/nowhere/at/all.svg").IsRefused("/nowhere/at/all.svg");

    /// <summary>What the search of a new user came to: a node that gets nothing, and three convolutions behind it.</summary>
    private const string HalfDead = "|none~0|+|none~0|nor_conv_3x3~1|+|nor_conv_1x1~0|nor_conv_3x3~1|nor_conv_3x3~2|";

    private const string Pool = "Genotype(normal=[('none', 0), ('none', 1)], normal_concat=[2], reduce=[('none', 0), ('max_pool_3x3', "
        + "1)], reduce_concat=[2])";
    private const string Skip = "Genotype(normal=[('skip_connect', 0), ('none', 1)], normal_concat=[2], reduce=[('none', 0), "
        + "('skip_connect', 1)], reduce_concat=[2])";

    [Theory]
    [InlineData(HalfDead, "|none~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|", 3)]
    [InlineData("|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|none~2|",
        "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|", 2)]
    [InlineData("|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|", null, 2)]
    [InlineData("|none~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|avg_pool_3x3~2|",
        "|none~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|avg_pool_3x3~2|", 0)]
    [InlineData("Genotype(normal=[[('sep_conv_3x3', 0)], [('sep_conv_3x3', 2)], [('sep_conv_3x3', 0)]], normal_concat=[3], "
        + "reduce=[[('skip_connect', 0)]], reduce_concat=[2])",
        "Genotype(normal=[[('sep_conv_3x3', 0)], [('sep_conv_3x3', 2)]], normal_concat=[3], reduce=[[('skip_connect', "
        + "0)]], reduce_concat=[2])", 1)]
    [InlineData("Genotype(normal=[[('none', 0)], [('sep_conv_3x3', 2), ('none', 0)], [('sep_conv_3x3', 0), ('none', 2)]], "
        + "normal_concat=[2, 3, 4], reduce=[[('skip_connect', 0)]], reduce_concat=[2])",
        "Genotype(normal=[[('sep_conv_3x3', 0)]], normal_concat=[2], reduce=[[('skip_connect', 0)]], reduce_concat=[2])", 1)]
    [InlineData(Pool, null, 0)]
    public void WhatReachesNothing_IsToldAndLeftOutOnRequest(string text, string? simple, int unreached)
    {
        var run = CommandRun.Of("genotype", text, "--json");
        Assert.Equal(unreached, run.Result["unreachedOperations"]!.GetValue<int>());
        var isWhole = text == simple;
        Assert.Equal(!isWhole, run.Error.Contains("note: ", StringComparison.Ordinal));
        Assert.Equal(simple is not null && !isWhole, run.Error.Contains("--simplify", StringComparison.Ordinal));
        if (simple is null)
        {
            CommandRun.Of("genotype", text, "--simplify").IsRefused("No path leads through the", "--simplify");
            return;
        }

        var simplified = CommandRun.Of("genotype", text, "--simplify", "--json");
        Assert.Equal(simple, simplified.Result["genotype"]!.GetValue<string>());
        Assert.Equal(0, simplified.Result["unreachedOperations"]!.GetValue<int>());
        Assert.True(simplified.Result["parameters"]!.GetValue<long>() <= run.Result["parameters"]!.GetValue<long>());
    }

    [Fact]
    public void CellOfANewUser_TellsWhichOperationsReachNothing()
    {
        var run = CommandRun.Of("genotype", HalfDead);
        Assert.Contains("Of the 4 operations of the cell, 3 reach nothing (nor_conv_3x3 from node 1 to 2, nor_conv_3x3 from node 1 to 3, "
            + "nor_conv_3x3 from node 2 to 3).",
            run.Output, StringComparison.Ordinal);
        Assert.Contains($"aernas genotype '{HalfDead}' --simplify", run.Output, StringComparison.Ordinal);
        Assert.Equal(101_306, CommandRun.Of("genotype", HalfDead, "--simplify", "--json").Result["parameters"]!.GetValue<long>());
    }

    [Fact]
    public void FileOfSeveral_GivesTheLast_OrTheOneAskedFor()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["genotypes.py"], $"# found\nA = {Pool}\nB = {Skip}  # 3.4M\nDARTS = B\n");
        var last = CommandRun.Of("genotype", folder["genotypes.py"], "--json");
        Assert.Equal(Skip, last.Result["genotype"]!.GetValue<string>());
        Assert.Contains("number 2 of the 2 genotypes there", last.Error, StringComparison.Ordinal);
        Assert.Equal(Pool, CommandRun.Of("genotype", folder["genotypes.py"], "--nth", "1", "--to", "official").Output.Trim());
        CommandRun.Of("genotype", folder["genotypes.py"], "--nth", "3").IsRefused("--nth 3", "2 genotypes");
        CommandRun.Of("genotype", folder["genotypes.py"], "--nth", "0").IsRefused("--nth 0", "counted from 1");
        CommandRun.Of("genotype", Skip, "--nth", "2").IsRefused("--nth 2", "1 genotype,");
        CommandRun.Of("genotype", "DARTS_V2", "--nth", "2").IsRefused("--nth 2", "one genotype");
    }

    [Theory]
    [InlineData("2019-07-11 15:56:08,968 genotype = ", "")]
    [InlineData("", " # published as 3.4 M")]
    [InlineData("Epoch 24, best: ", ", valid_acc 97.2")]
    public void LineOfALog_IsReadAsText_AndInAFile(string before, string after)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["log.txt"], $"epoch 1\nloss 0.5 (3, 3)\n{before}{Skip}{after}\n");
        Assert.Equal(Skip, CommandRun.Of("genotype", $"{before}{Skip}{after}", "--to", "official").Output.Trim());
        Assert.Equal(Skip, CommandRun.Of("genotype", folder["log.txt"], "--to", "official").Output.Trim());
    }

    [Fact]
    public void FileWithAMistake_NamesItsLine()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["log.txt"], "first\nsecond Genotype(normal=[('sep_conv_9x9', 0)])\n");
        CommandRun.Of("genotype", folder["log.txt"]).IsRefused("log.txt, line 2", "sep_conv_9x9");
        File.WriteAllText(folder["log.txt"], "nothing of that kind\n");
        CommandRun.Of("genotype", folder["log.txt"]).IsRefused("log.txt", "expected 'Genotype('");
    }

    [Theory]
    [InlineData("darts_v2")]
    [InlineData("Darts_V2")]
    public void PublishedName_InAnyCase_IsFound(string name) =>
        Assert.Equal($"{GenotypeZoo.Find("DARTS_V2").Architecture}", CommandRun.Of("genotype", name, "--to", "OFFICIAL").Output.Trim());

    [Theory]
    [InlineData(Cell, "--layers", "--cells")]
    [InlineData("DARTS_V2", "--cells", "--layers")]
    public void DepthOfAnotherSkeleton_IsRefused(string text, string given, string right) =>
        CommandRun.Of("genotype", text, given, "5").IsRefused(given, right);
}
