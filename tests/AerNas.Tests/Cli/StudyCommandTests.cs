using AerNas.Tests.Studies;

namespace AerNas.Tests.Cli;

public sealed class StudyCommandTests
{
    [Fact]
    public void Study_ToItsEnd_ReportsAndIsToldAgainByResume()
    {
        using var folder = new TemporaryFolder();

        var study = CommandRun.Of("study", SmallStudy.File(folder), "--out", folder["study"], "--threads", "1", "--json");

        Assert.Equal(0, study.ExitCode);
        Assert.True(study.Result["complete"]!.GetValue<bool>());
        Assert.Equal(["darts-v1, off", "darts-v1, -0.2:0.2"], study.Result["settings"]!.AsArray()
            .Select(setting => setting!["setting"]!.GetValue<string>()));
        Assert.Single(study.Result["tests"]!.AsArray());
        Assert.Contains("4/4 runs, 100 %  done: darts-v1, -0.2:0.2, seed 5", study.Error, StringComparison.Ordinal);
        foreach (var file in new[] { "report.md", "figures/entropy.svg", "figures/accuracy.png" })
            Assert.True(File.Exists(Path.Combine(folder["study"], file)), file);

        var again = CommandRun.Of("study", "--resume", folder["study"], "--json");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("4 runs, 4 of them done", again.Error, StringComparison.Ordinal);
        Assert.Equal(study.Result["settings"]!.ToJsonString(), again.Result["settings"]!.ToJsonString());
    }

    [Fact]
    public void Study_Interrupted_TellsHowToGoOn()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        var study = CommandRun.Of(stop.Token, "study", SmallStudy.File(folder), "--out", folder["study"]);

        Assert.Equal(130, study.ExitCode);
        Assert.Contains($"aernas study --resume {folder["study"]}", study.Output, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("study", "--resume", folder["study"]).ExitCode);
    }

    [Fact]
    public void BadUse_IsRefused()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("study").IsRefused("name the study's file");
        CommandRun.Of("study", folder["none.json"]).IsRefused("there is no file", "none.json");
        CommandRun.Of("study", "--resume", folder.Path).IsRefused("holds no study");
        CommandRun.Of("study", "x.json", "--resume", folder.Path, "--data", "y").IsRefused("leave out file, --data");
        CommandRun.Of("study", SmallStudy.File(folder), "--threads", "-1").IsRefused("--threads must be at least 0");
        CommandRun.Of("study", SmallStudy.File(folder), "--data", folder["nowhere"]).IsRefused("no such file or folder");
        CommandRun.Of("study", SmallStudy.File(folder), "--tabular", folder["study.json"]).IsRefused("study.json");
        File.WriteAllText(folder["bad.json"], """{ "methods": ["magic"], "seeds": [1, 1] }""");
        CommandRun.Of("study", folder["bad.json"], "--out", folder["study"])
            .IsRefused("2 options cannot be used", "methods[0]: 'magic'", "seeds: names one of them twice: 1.");
        Assert.False(Directory.Exists(folder["study"]));
    }
}
