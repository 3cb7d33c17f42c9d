using AerNas.Tests.Tabular;

namespace AerNas.Tests.Cli;

public sealed class TabularCommandTests
{
    [Fact]
    public void Csv_IsImportedAndAsked()
    {
        Assert.SkipWhen(PublishedCsv.Path is null, "shared/data/nasbench201 is not here");
        using var folder = new TemporaryFolder();
        var table = folder["nb.tabular"];
        Assert.Equal(0, CommandRun.Of("tabular", "import", PublishedCsv.Path!, "--out", table).ExitCode);

        var rank = CommandRun.Of("tabular", "rank", table, PublishedCsv.AllSkip, "--json").Result;
        Assert.Equal(54.296667, rank["accuracy"]!.GetValue<double>());
        Assert.Equal(1 + PublishedCsv.Accuracies(PublishedCsv.Columns[0]).Count(a => a > rank["accuracy"]!.GetValue<double>()),
            rank["rank"]!.GetValue<int>());

        var query = CommandRun.Of("tabular", "query", table, "0", "--dataset", "cifar10", "--split", "valid", "--json").Result;
        var row = Assert.Single(query["results"]!.AsArray())!;
        Assert.Equal(("cifar10-valid", 63.364), (row["dataset"]!.GetValue<string>(), row["accuracy"]!.GetValue<double>()));
        Assert.Equal(129306, row["parameters"]!.GetValue<long>());

        var top = CommandRun.Of("tabular", "top", table, "--count", "2", "--dataset", "cifar100", "--json").Result["cells"]!.AsArray();
        Assert.Equal(PublishedCsv.Accuracies(PublishedCsv.Columns[1]).OrderDescending().Take(2),
            top.Select(cell => cell!["accuracy"]!.GetValue<double>()));

        var stats = CommandRun.Of("tabular", "stats", table, "--json").Result;
        Assert.Equal(6466, stats["classes"]!.GetValue<int>());
        Assert.Equal(9, stats["series"]!.AsArray().Count);

        CommandRun.Of("tabular", "query", table, "15625").IsRefused("15625", "0 to 15624");
        CommandRun.Of("tabular", "query", table, "0", "--seed", "777").IsRefused("seed 777");
        CommandRun.Of("tabular", "rank", table, "DARTS_V2").IsRefused("genotype of darts");
        CommandRun.Of("tabular", "rank", table, "0", "--split", "train").IsRefused("cifar10 train", "cifar10 test, 200 epochs");
        CommandRun.Of("tabular", "import", PublishedCsv.Path!, "--out", table).IsRefused(table, "exists");
    }

    [Fact]
    public void Samples_AreImportedAsAPart()
    {
        using var folder = new TemporaryFolder();
        var source = NatsBenchFolderFixture.RequireFolder();
        var table = folder["samples.tabular"];
        CommandRun.Of("tabular", "import", source, "--out", table).IsRefused("3 of 15625", "--partial");
        Assert.Equal(0, CommandRun.Of("tabular", "import", source, "--out", table, "--partial").ExitCode);
        var query = CommandRun.Of("tabular", "query", table, "11", "--split", "test", "--epochs", "200", "--dataset", "cifar10", "--seed",
            "888", "--json").Result;
        var row = Assert.Single(query["results"]!.AsArray())!;
        Assert.Equal(91.76, row["accuracy"]!.GetValue<double>());
        CommandRun.Of("tabular", "query", table, "12").IsRefused("cell 12");
    }

    [Fact]
    public void WhatIsNoTable_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["x.tabular"], "no table at all, but long enough to have a header of one");
        CommandRun.Of("tabular", "stats", folder["x.tabular"]).IsRefused("x.tabular", "byte 0", "aernas tabular import");
        CommandRun.Of("tabular", "stats", folder["nothing"]).IsRefused("nothing");
        CommandRun.Of("tabular", "import", folder["nothing"], "--out", folder["y"]).IsRefused("nothing", "no such file or folder");
        CommandRun.Of("tabular", "rank").IsRefused("aernas tabular rank --help");
    }
}
