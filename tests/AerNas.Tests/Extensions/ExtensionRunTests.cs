using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AerNas.Cli;
using AerNas.Runs;
using AerNas.Tests.Cli;
using AerNas.Tests.Searching;
using AerNas.Tests.Studies;

namespace AerNas.Tests.Extensions;

/// <summary>What an extension brings is used on the command line, recorded, and asked for again.</summary>
public sealed class ExtensionRunTests
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "AerNas.Samples.Extension.dll");

    [Fact]
    public void Methods_WithAnExtension_AreListedAsBrought()
    {
        var run = CommandRun.Of("--extension", File, "methods", "--json");

        var method = JsonNode.Parse(run.Output)!.AsArray().Single(node => (string)node!["name"]! == "beta-darts")!;
        Assert.Equal("AerNas.Samples.Extension.dll", (string)method["extension"]!);
        Assert.Equal(100, (int)method["hyperparameters"]!["nasbench201"]!["search.epochs"]!);
        var table = CommandRun.Of("methods", "--extension", File).Output;
        Assert.Contains("brought by AerNas.Samples.Extension.dll", table, StringComparison.Ordinal);
        Assert.Contains("brings the method beta-darts, the term beta-decay", table, StringComparison.Ordinal);
        Assert.DoesNotContain("beta-darts", CommandRun.Of("methods").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_ByABroughtMethod_IsRecordedAndGoesOnWithItsExtension()
    {
        using var folder = new TemporaryFolder();
        string[] search = ["search", "--extension", File, "--method", "Beta-Darts", "--set", "beta-darts.weight=20", .. Small(folder)];
        Assert.Equal(0, CommandRun.Of([.. search, "--out", folder["whole"]]).ExitCode);
        var broken = CommandRun.Of(new CancellationToken(canceled: true), [.. search, "--out", folder["broken"]]);

        var hint = $"--extension {File} search --resume";
        Assert.Equal(ExitCode.Interrupted, broken.ExitCode);
        Assert.Contains(hint, broken.Output + broken.Error, StringComparison.Ordinal);
        CommandRun.Of("search", "--resume", folder["broken"])
            .IsRefused("it was made with the extension AerNas.Samples.Extension", "--extension AerNas.Samples.Extension.dll");
        CommandRun.Of("derive", folder["whole"]).IsRefused("--extension AerNas.Samples.Extension.dll");
        Assert.Equal(0, CommandRun.Of("search", "--resume", folder["broken"], "--extension", File).ExitCode);
        SearchRuns.AssertSame(folder["whole"], folder["broken"]);
        var made = Assert.Single(RunRecord.Load(RunDirectory.Open(folder["whole"])).Extensions!);
        Assert.Equal(("AerNas.Samples.Extension.dll", "AerNas.Samples.Extension"), (made.File, made.Assembly));
        Assert.Equal(20, (double)RunRecord.Load(RunDirectory.Open(folder["whole"])).Options["beta-darts"]!["weight"]!);
        Assert.Equal(0, CommandRun.Of("derive", folder["whole"], "--extension", File).ExitCode);
        Assert.Equal(0, CommandRun.Of("verify", folder["whole"], "--extension", File).ExitCode);
    }

    /// <summary>A method whose mixture is drawn, from public types alone: the assembly sees no internal ones.</summary>
    [Fact]
    public void Search_ByABroughtMethodThatDraws_ResumesToTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var file = CompiledExtension.Of(folder, "mine", """
            public IReadOnlyList<SearchMethod> Methods =>
                [DartsV1.Method with { Name = "drawn", Relaxations = _ => new SearchRelaxations(new Drawn()) }];
            public IReadOnlyList<SamplingMethod> SearchFreeMethods => [RandomSearch.Method with { Name = "by-chance" }];

            private sealed class Drawn : IRelaxation
            {
                public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
                {
                    var noise = context.Random.Gumbel();
                    return new Mixture(alpha.Space, kind => AerNas.Arithmetic.TensorArithmetic.Times(alpha[kind], noise).softmax(-1));
                }

                public double[,] Probabilities(ArchitectureParameters alpha, CellKind kind) =>
                    ArchitectureParameters.Table(alpha[kind].detach().softmax(-1));
            }
            """);
        string[] search = ["search", "--extension", file, "--method", "drawn", .. Small(folder)];
        Assert.Equal((0, ""), (CommandRun.Of([.. search, "--out", folder["whole"]]) is var whole ? whole.ExitCode : 0, whole.Error));
        CommandRun.Of(new CancellationToken(canceled: true), [.. search, "--out", folder["broken"]]);
        Assert.Equal(0, CommandRun.Of("search", "--resume", folder["broken"], "--extension", file).ExitCode);
        SearchRuns.AssertSame(folder["whole"], folder["broken"]);
        Assert.Contains("by-chance", CommandRun.Of("methods", "--extension", file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_WithABroughtTerm_AsksForItsExtension()
    {
        using var folder = new TemporaryFolder();
        string[] search = ["search", "--method", "gdas", "--term", "beta-decay=5", .. Small(folder), "--out", folder["run"]];
        CommandRun.Of(search).IsRefused("names no term");
        Assert.Equal(ExitCode.Interrupted, CommandRun.Of(new CancellationToken(canceled: true), [.. search, "--extension", File]).ExitCode);
        CommandRun.Of("search", "--resume", folder["run"]).IsRefused("--extension AerNas.Samples.Extension.dll");
        Assert.Equal(0, CommandRun.Of("search", "--resume", folder["run"], "--extension", File).ExitCode);
    }

    [Fact]
    public void Study_OfABroughtMethod_GoesOnWithItsExtension()
    {
        using var folder = new TemporaryFolder();
        var study = SmallStudy.Options(folder) with { Methods = ["beta-darts"], Entropy = ["-0.2:0.2"], Seeds = [3] };
        string[] command = ["study", SmallStudy.File(folder, study), "--out", folder["study"], "--threads", "1"];
        CommandRun.Of(command).IsRefused("'beta-darts'");
        Assert.Equal(ExitCode.Interrupted,
            CommandRun.Of(new CancellationToken(canceled: true), [.. command, "--extension", File]).ExitCode);

        CommandRun.Of("study", "--resume", folder["study"])
            .IsRefused("made with the extension", "--extension AerNas.Samples.Extension.dll");
        var resumed = CommandRun.Of("study", "--resume", folder["study"], "--extension", File, "--threads", "1");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
    }

    [Fact]
    public void Run_WithoutExtensions_RecordsNone()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of(new CancellationToken(canceled: true), ["search", .. Small(folder), "--out", folder["run"]]);
        Assert.DoesNotContain("extensions", System.IO.File.ReadAllText(folder["run/run.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_WithAnotherBuild_TellsSo()
    {
        using var folder = new TemporaryFolder();
        string[] search = ["search", "--extension", File, "--method", "beta-darts", .. Small(folder), "--out", folder["run"]];
        CommandRun.Of(new CancellationToken(canceled: true), search);
        var record = System.IO.File.ReadAllText(folder["run/run.json"]);
        System.IO.File.WriteAllText(folder["run/run.json"], Regex.Replace(record, "\"build\": \"\\w+\"", "\"build\": \"0\""));

        var resumed = CommandRun.Of("search", "--extension", File, "--resume", folder["run"]);

        Assert.Contains("goes on with another build of it; it may not end in the bytes of", resumed.Output, StringComparison.Ordinal);
    }

    private static string[] Small(TemporaryFolder folder) =>
        ["--data", SmallSearch.WriteImages(folder), "--epochs", "1", "--batch", "16", "--channels", "2", "--cells", "1", "--threads", "1"];
}
