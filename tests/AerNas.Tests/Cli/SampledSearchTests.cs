using AerNas.Methods;
using AerNas.Tests.Tabular;

namespace AerNas.Tests.Cli;

public sealed class SampledSearchTests
{
    public static TheoryData<string> Names => [.. MethodCatalog.SearchFree.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Search_WithoutATable_TellsHowToImportOne(string name) =>
        CommandRun.Of("search", "--method", name).IsRefused(name, "--tabular FILE", "aernas tabular import");

    [Fact]
    public void Search_OnTheTable_EndsInARunThatTheTableRanks()
    {
        using var folder = new TemporaryFolder();
        PublishedCsv.Import(folder).Dispose();
        var table = folder["accuracies.tabular"];
        var search = CommandRun.Of("search", "--method", "regularized-evolution", "--tabular", table, "--seed", "2", "--set",
            "search.evaluations=60",
            "--set", "tabular.dataset=cifar100", "--out", folder["run"], "--json");
        Assert.Equal(0, search.ExitCode);
        Assert.Equal(60, search.Result["evaluations"]!.GetValue<int>());
        var query = CommandRun.Of("tabular", "query", table, folder["run"], "--dataset", "cifar100", "--split", "valid", "--json").Result;
        Assert.Equal(search.Result["genotype"]!.GetValue<string>(), query["genotype"]!.GetValue<string>());
        Assert.Equal(100 * search.Result["validationAccuracy"]!.GetValue<double>(), query["results"]![0]!["accuracy"]!
            .GetValue<double>(), 1e-9);
        CommandRun.Of("train", "--resume", folder["run"]).IsRefused("holds a search without a supernet, where a training is asked for");
    }

    /// <summary>It is killed among its rows; another run of it, and none of another table, ends as an unbroken one.</summary>
    [Fact]
    public void Resume_OfARunThatWasKilled_EndsAsAnUnbrokenOne()
    {
        using var folder = new TemporaryFolder();
        PublishedCsv.Import(folder).Dispose();
        var table = folder["accuracies.tabular"];
        string[] files = ["result.json", "metrics.jsonl"];
        Assert.Equal(0, CommandRun.Of("search", "--method", "reinforce", "--tabular", table, "--set", "search.evaluations=20", "--out",
            folder["run"]).ExitCode);
        var whole = files.Select(file => File.ReadAllText(folder[$"run/{file}"])).ToArray();
        File.Delete(folder["run/result.json"]);
        File.WriteAllText(folder["run/metrics.jsonl"], whole[1][..(whole[1].Length / 2)]);

        CommandRun.Of("search", "--resume", folder["run"], "--seed", "3").IsRefused("leave out --seed");
        Assert.Equal(0, CommandRun.Of("search", "--resume", folder["run"]).ExitCode);
        Assert.Equal(whole, files.Select(file => File.ReadAllText(folder[$"run/{file}"])));
        File.AppendAllText(table, " ");
        Assert.Equal(2, CommandRun.Of("search", "--resume", folder["run"]).ExitCode);
    }

    [Fact]
    public void Search_WithOptionsOfAnotherKindOfMethod_IsRefused()
    {
        CommandRun.Of("search", "--method", "reinforce", "--tabular", "x", "--epochs", "3").IsRefused("search.epochs");
        CommandRun.Of("search", "--method", "reinforce", "--tabular", "x", "--scale", "paper").IsRefused("--scale");
        CommandRun.Of("search", "--tabular", "x").IsRefused("tabular: there is no such option");
        CommandRun.Of("search", "--method", "reinforce", "--tabular", "/nowhere/x.tabular").IsRefused("/nowhere/x.tabular");
    }
}
