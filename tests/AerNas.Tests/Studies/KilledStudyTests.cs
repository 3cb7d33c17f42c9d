using System.Diagnostics;
using AerNas.Runs;
using AerNas.Studies;
using AerNas.Tests.Kernels;

namespace AerNas.Tests.Studies;

/// <summary>A study of the command in a process of its own, which SIGKILL leaves no moment to save anything.</summary>
public sealed class KilledStudyTests
{
    private const int Epochs = 20; // long enough to be seen under way

    [Fact]
    public async Task Resume_KilledInASearchAndInATraining_EndsAsAnUnbrokenStudyAndRepeatsNothing()
    {
        using var folder = new TemporaryFolder();
        var study = SmallStudy.Training(folder) with { Entropy = ["off"], Seeds = [3] };
        study.Options!["search"]!["epochs"] = Epochs;
        study.Training!["training"]!["epochs"] = Epochs;
        var file = SmallStudy.File(folder, study);
        StudyRun.Start(study, folder["unbroken"], TimeProvider.System).Run(1, cancellation: Cancellation);

        var broken = folder["broken"];
        await Kill(["study", file, "--out", broken, "--threads", "1"], () => UnderWay(Path.Combine(broken, "runs")));
        Assert.Empty(BrokenStudy.Results(broken));
        await Kill(["study", "--resume", broken, "--threads", "1"], () => UnderWay(Path.Combine(broken, "trainings")));
        var done = BrokenStudy.Results(broken);
        var (code, output) = await TestProcess.Finish(Start(["study", "--resume", broken, "--threads", "1"]), Cancellation);
        Assert.True(code == 0, output);

        var after = BrokenStudy.Results(broken);
        Assert.Single(done);
        Assert.All(done, result => Assert.Equal(result.Value, after[result.Key]));
        BrokenStudy.AssertSame(folder["unbroken"], broken);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Whether a run has left a checkpoint and goes on.</summary>
    private static bool UnderWay(string runs) => Directory.Exists(runs) && Directory.EnumerateDirectories(runs)
        .Any(run => RunDirectory.Holds(run) && !RunDirectory.HoldsDone(run) && !RunDirectory.Open(run).Checkpoints.List().IsEmpty);

    private static async Task Kill(string[] arguments, Func<bool> when)
    {
        using var child = Start(arguments);
        await ChildWatch.Until(child, when, Cancellation);
        child.Kill(); // SIGKILL
        await TestProcess.Finish(child, Cancellation);
        Assert.True(when(), "What was to be killed has ended.");
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "AerNas.Cli.dll")))
            start.ArgumentList.Add(argument);
        start.Environment["OMP_NUM_THREADS"] = "1";
        return Process.Start(start)!;
    }
}
