using System.Text.Json.Nodes;

namespace AerNas.Tests.Cli;

/// <summary>The commands agree with each other, and keep their word.</summary>
public sealed class CommandWordTests
{
    private const string Cell = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|nor_conv_3x3~2|";

    [Theory]
    [InlineData("the run is named first, without --run: aernas report runs/a", "report", "--run", "runs/a")]
    [InlineData("the run is named first, without --run: aernas report 'runs/a b'", "report", "--run", "runs/a b", "--figures", "f")]
    [InlineData("the run is named first, without --run: aernas derive runs/a", "derive", "--run", "runs/a", "--epoch", "3")]
    [InlineData("what is written is named by --out, in every command: aernas report runs/a --out page.html", "report", "runs/a",
        "--output", "page.html")]
    [InlineData("what is written is named by --out, in every command: aernas compare a b --out page.html", "compare", "a", "b",
        "--output", "page.html")]
    [InlineData("name the folder of a run: aernas report RUN", "report")]
    public void OldForm_IsAnsweredByTheNewOne(string answer, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        run.IsRefused(answer);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("--output", CommandRun.Of(arguments[0], "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Genotype_ThatIsAFolder_IsNamedFirst()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("train", "--genotype", folder.Path).IsRefused($"aernas train {folder.Path}", "without --genotype");
    }

    [Theory]
    [InlineData("DARTS-V1", "NasBench201", "AUTO")]
    [InlineData("Gdas", "NASBENCH201", "Torch")]
    [InlineData("darts-v1", "nasbench201", "auto")]
    public void Names_InAnyCase_AreThoseOfTheCatalogue(string method, string space, string engine) => CommandRun
        .Of("search", "--method", method, "--space", space, "--engine", engine, "--scale", "Small", "--set", "data.images=1")
        .IsRefused("error: data.images: must be at least 2");

    [Theory]
    [InlineData("random-SEARCH")]
    [InlineData("Regularized-Evolution")]
    public void Names_OfSearchFreeMethods_InAnyCase_AreFound(string method) =>
        CommandRun.Of("search", "--method", method).IsRefused("--tabular FILE", "aernas tabular import");

    [Fact]
    public void Run_OfNamesInAnyCase_RecordsThoseOfTheCatalogue()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["options.json"], """{ "method": "DARTS-v1", "space": "NASBench201" }""");
        string[] arguments = ["search", "--config", folder["options.json"], "--set", "data.images=32", "--out", folder["run"],
            "--json", .. Tiny];
        Assert.Equal(0, CommandRun.Of(arguments).ExitCode);
        var options = Recorded(folder["run"])["options"]!;
        Assert.Equal(("darts-v1", "nasbench201"), ((string)options["method"]!, (string)options["space"]!));
    }

    /// <summary>A person who wants a search like an earlier one hands over what that one recorded.</summary>
    [Fact]
    public void Config_OfARecord_IsTakenAsItIs_OfTheSameKindOfRun()
    {
        using var folder = new TemporaryFolder();
        string[] search = ["search", "--set", "data.images=32", "--json", .. Tiny];
        Assert.Equal(0, CommandRun.Of([.. search, "--method", "gdas", "--seed", "7", "--out", folder["run"]]).ExitCode);
        Assert.Equal(0, CommandRun.Of("search", "--config", folder["run/run.json"], "--out", folder["again"], "--json").ExitCode);
        Assert.True(JsonNode.DeepEquals(Recorded(folder["run"])["options"], Recorded(folder["again"])["options"]));
        Assert.Equal(0,
            CommandRun.Of("search", "--config", folder["run/run.json"], "--seed", "8", "--out", folder["other"], "--json").ExitCode);
        Assert.Equal(8, (int)Recorded(folder["other"])["options"]!["search"]!["seed"]!);
        CommandRun.Of("train", "--genotype", Cell, "--config", folder["run/run.json"])
            .IsRefused("--config", "is of a search with a supernet", "a training");

        var train = CommandRun.Of(["train", folder["run"], "--set", "data.images=32", "--out", folder["trained"], "--json", .. Tiny]);
        Assert.Equal(0, train.ExitCode);
        Assert.Equal(0,
            CommandRun.Of("train", folder["run"], "--config", folder["trained/run.json"], "--out", folder["trained2"], "--json").ExitCode);
        CommandRun.Of("search", "--config", folder["trained/run.json"]).IsRefused("is of a training", "a search with a supernet");

        var model = CommandRun.Of("genotype", folder["trained/model"], "--json").Result;
        Assert.Equal(train.Result["parameters"]!.GetValue<long>(), model["parameters"]!.GetValue<long>());
        Assert.Equal(train.Result["multiplyAdds"]!.GetValue<long>(), model["multiplyAdds"]!.GetValue<long>());
        var ofRun = CommandRun.Of("genotype", folder["trained"], "--json").Result.ToJsonString();
        Assert.Equal(model.ToJsonString(), ofRun.Replace("trained --simplify", "trained/model --simplify", StringComparison.Ordinal));
        Assert.Contains("3 stages of 1 cell, 2 channels, 10 classes, 28 x 28 pixels", CommandRun.Of("genotype", folder["trained"]).Output,
            StringComparison.Ordinal);
        Assert.NotEqual(model["parameters"]!.GetValue<long>(),
            CommandRun.Of("genotype", folder["trained"], "--cells", "2", "--json").Result["parameters"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("--cells means nothing on darts", "search", "--space", "darts", "--cells", "2")]
    [InlineData("--layers means nothing on nasbench201", "search", "--layers", "8")]
    [InlineData("--layers means nothing on nasbench201", "search", "--method", "GDAS", "--layers", "8")]
    [InlineData("--cells means nothing to this genotype", "train", "--genotype", "DARTS_V2", "--cells", "2")]
    [InlineData("--layers means nothing to this genotype", "train", "--genotype", Cell, "--layers", "8")]
    [InlineData("--cells means nothing to a Cifar network", "genotype", "DARTS_V2", "--cells", "2")]
    public void Depth_ThatASkeletonDoesNotHave_IsRefused(string answer, params string[] arguments) =>
        CommandRun.Of(arguments).IsRefused(answer);

    [Theory]
    [InlineData("search")]
    [InlineData("train")]
    [InlineData("genotype")]
    [InlineData("study")]
    [InlineData("reproduce")]
    [InlineData("methods")]
    [InlineData("data")]
    [InlineData("derive")]
    [InlineData("tabular")]
    public void Help_IntoAPipe_HasLinesOfAScreen(string command) => Assert.All(
        CommandRun.Of(command, "--help").Output.Split('\n')
            .Where(line => !line.TrimStart().StartsWith("aernas ", StringComparison.Ordinal)),
        line => Assert.InRange(line.Length, 0, 120));

    private static string[] Tiny => ["--epochs", "1", "--channels", "2", "--cells", "1", "--batch", "16", "--threads", "1"];

    private static JsonNode Recorded(string run) => JsonNode.Parse(File.ReadAllText(Path.Combine(run, "run.json")))!;
}
