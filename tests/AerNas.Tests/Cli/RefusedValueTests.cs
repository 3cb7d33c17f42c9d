namespace AerNas.Tests.Cli;

/// <summary>
/// Values of the command line and of files that no command can take: each is refused in words, before anything is written.
/// </summary>
public sealed class RefusedValueTests
{
    private static readonly string[] SmallSearch =
        ["--set", "data.images=64", "--set", "data.imageSize=8", "--set", "search.epochs=1", "--batch", "16", "--threads", "1"];

    [Theory]
    [InlineData("runtime.device=null", "runtime.device", "must have a value")]
    [InlineData("data.path=\"\"", "data.path", "no path")]
    [InlineData("data.path=", "data.path", "no path")]
    [InlineData("data.path=\"a\\u0000b\"", "data.path", "no path")]
    [InlineData("data.trainPortion=1e-9", "data.trainPortion", "leaves none of 64 images")]
    [InlineData("data.trainPortion=0.01", "data.trainPortion", "leaves none of 64 images")]
    [InlineData("data.trainPortion=1e999", "data.trainPortion", "no number that can be held")]
    [InlineData("data.trainPortion=NaN", "data.trainPortion", "wrong kind")]
    [InlineData("weights.learningRate=1e300", "weights.learningRate", "at most")]
    [InlineData("weights.learningRate=\"0.1\"", "weights.learningRate", "wrong kind")]
    [InlineData("search.epochs=2147483648", "search.epochs", "a whole number")]
    [InlineData("search.epochs=1.5", "search.epochs", "a whole number")]
    [InlineData("search={\"epochs\":1,\"epochs\":2}", "search.epochs", "stands twice")]
    [InlineData("search=null", "search", "group of options")]
    [InlineData("search.epochs=[[[[[[", "search.epochs", "wrong kind")]
    [InlineData("runtime.engine=3", "runtime.engine", "one of Auto")]
    [InlineData("watch.discretization=null", "watch.discretization", "true or false")]
    [InlineData("stages[0].operations=1", "stages[0]",
        "has no such options; they belong to p-darts, p-darts-adv, stacnas, rapdarts, as p-darts.stages, ")]
    [InlineData("a\u001b[31mb=1", "a\\u001B[31mb", "no such option")]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q=1", "a.b.c", "no such option")]
    public void Set_ValueThatCannotBe_IsRefusedWithItsPath(string assignment, params string[] parts)
    {
        using var folder = new TemporaryFolder();

        CommandRun.Of(["search", "--out", folder["run"], .. SmallSearch, "--set", assignment]).IsRefused(parts);

        Assert.False(Directory.Exists(folder["run"]));
    }

    [Theory]
    [InlineData("dup.json", "watch: stands twice")]
    [InlineData("null2.json", "runtime.device: must have a value")]
    public void Config_OfTheCases_IsRefused(string file, string message)
    {
        Assert.SkipWhen(SharedFiles.Find("cases", "reliability", "options-null-dup", file) is null, "The case is not here.");
        using var folder = new TemporaryFolder();

        CommandRun.Of("search", "--config", SharedFiles.Find("cases", "reliability", "options-null-dup", file)!, "--out", folder["run"])
            .IsRefused(message);
    }

    [Theory]
    [InlineData("""{"runtime": null}""", "runtime")]
    [InlineData("""{"runtime": {"threads": null, "device": null}, "search": {"epochs": "x"}}""", "runtime.threads",
        "runtime.device", "search.epochs")]
    [InlineData("""{"stages": [null]}""", "stages", "as p-darts.stages")]
    [InlineData("""null""", "expected a JSON object")]
    [InlineData("""{"data": {"path": "\ud800"}}""", "data.path", "half a character")]
    [InlineData("""{"data": {"images": 1e-9}}""", "data.images", "a whole number")]
    public void Config_OfAnotherForm_IsRefusedWithEveryPath(string json, params string[] parts)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["config.json"], json);

        CommandRun.Of("search", "--config", folder["config.json"], "--out", folder["run"]).IsRefused(parts);
    }

    [Theory]
    [InlineData("--out", "search", "--out", "")]
    [InlineData("--resume", "search", "--resume", "")]
    [InlineData("--data", "search", "--data", "")]
    [InlineData("--config", "search", "--config", "")]
    [InlineData("--out", "report", "run", "--out", "")]
    [InlineData("run", "report", "")]
    [InlineData("--figures", "report", "run", "--figures", "")]
    [InlineData("--dot", "genotype", "DARTS_V2", "--dot", "")]
    [InlineData("--svg", "genotype", "DARTS_V2", "--svg", "")]
    [InlineData("genotype", "genotype", "")]
    [InlineData("runs", "compare", "a", "")]
    [InlineData("--out", "derive", "run", "--out", "a\0b")]
    [InlineData("file", "study", "")]
    [InlineData("images", "predict", "model", "")]
    public void Argument_ThatIsEmpty_IsRefusedByName(string name, params string[] arguments) =>
        CommandRun.Of(arguments).IsRefused($"the value of {name} is empty");

    [Theory]
    [InlineData("layers", "genotype", "DARTS_V2", "--layers", "2147483647")]
    [InlineData("channels", "genotype", "DARTS_V2", "--channels", "2147483647")]
    [InlineData("classes", "genotype", "DARTS_V2", "--classes", "2147483647")]
    [InlineData("imageSize", "genotype", "DARTS_V2", "--size", "2147483644")]
    [InlineData("can be counted", "genotype", "DARTS_V2", "--size", "4096", "--channels", "65536", "--layers", "1000")]
    [InlineData("supernet.cells", "search", "--cells", "2147483647")]
    [InlineData("supernet.layers", "search", "--space", "darts", "--layers", "2147483647")]
    [InlineData("supernet.channels", "search", "--channels", "2147483647")]
    [InlineData("runtime.threads", "search", "--threads", "100000")]
    [InlineData("search.epochs", "search", "--epochs", "2147483647")]
    [InlineData("search.batchSize", "search", "--batch", "2147483647")]
    [InlineData("data.imageSize", "search", "--set", "data.imageSize=2147483644")]
    [InlineData("data.images", "search", "--set", "data.images=2147483647")]
    [InlineData("data.cutout", "search", "--set", "data.cutout=2147483647")]
    [InlineData("network.layers", "train", "--genotype", "DARTS_V2", "--layers", "2147483647")]
    [InlineData("network.cells", "train", "--genotype", "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|", "--cells", "2147483647")]
    [InlineData("training.epochs", "train", "--genotype", "DARTS_V2", "--epochs", "2147483647")]
    [InlineData("--threads", "study", "--resume", "none", "--threads", "100000")]
    public void Size_BeyondReason_IsRefused(string part, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string[] writes = arguments[0] is "search" or "train" ? ["--out", folder["run"]] : [];

        CommandRun.Of([.. arguments, .. writes]).IsRefused(part);

        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void Study_OfTheCases_IsRefusedWithItsPath()
    {
        Assert.SkipWhen(SharedFiles.Find("cases", "reliability", "size-hang", "sj") is null, "The case is not here.");

        CommandRun.Of("study", "--resume", SharedFiles.Find("cases", "reliability", "size-hang", "sj")!)
            .IsRefused("options.supernet.cells", "at most");
    }

    [Theory]
    [InlineData("""{"methods": null}""", "methods")]
    [InlineData("""{"methods": [null]}""", "methods[0]")]
    [InlineData("""{"methods": ["gdas"], "methods": ["gdas"]}""", "methods: stands twice")]
    [InlineData("""{"methods": ["gdas"], "options": {"search": {"epochs": null}}}""", "options.search.epochs")]
    [InlineData("""{"methods": ["gdas"], "methodOptions": {"gdas": null}}""", "methodOptions.gdas")]
    [InlineData("""{"methods": ["gdas"], "tabular": ""}""", "tabular")]
    [InlineData("""{"methods": ["gdas"], "seeds": [1e-9]}""", "seeds[0]")]
    [InlineData("""{"methods": [""], "entropy": [""]}""", "methods[0]", "entropy[0]")]
    [InlineData("""{"methods": ["\u001b]0;PWN\u0007"]}""", @"\u001B]0;PWN\u0007")]
    [InlineData("""{"methods": ["gdas"], "options": {"\u202e": 1}}""", @"options.\u202E")]
    public void StudyFile_ThatCannotBe_IsRefusedWithItsPath(string json, params string[] parts)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.json"], json);

        var run = CommandRun.Of("study", folder["study.json"], "--out", folder["study"]);

        run.IsRefused(parts);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.False(Directory.Exists(folder["study"]));
    }
}
