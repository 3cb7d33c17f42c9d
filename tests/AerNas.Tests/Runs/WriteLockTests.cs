using System.Diagnostics;
using AerNas.Files;
using AerNas.Runs;
using AerNas.Studies;

namespace AerNas.Tests.Runs;

public sealed class WriteLockTests
{
    private static string Host => LockHolder.Current.Machine;

    [Fact]
    public void TakeUp_RunThatIsHeld_IsRefusedUntilItIsReleased()
    {
        using var folder = new TemporaryFolder();
        using var held = Run(folder);

        var refusal = Assert.Throws<RunStorageException>(() => RunDirectory.TakeUp(held.Path));
        Assert.Contains($"{held.Path} is being written by this process; wait", refusal.Message, StringComparison.Ordinal);
        held.Dispose();
        RunDirectory.TakeUp(held.Path).Dispose();
        Assert.Equal(["run.json"], Directory.EnumerateFiles(held.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Readers_OfARunThatIsHeld_AreNotHindered()
    {
        using var folder = new TemporaryFolder();
        using var held = Run(folder);
        held.Metrics.Append(new() { ["epoch"] = 0 });
        held.Save(new RunPosition(1, 0), new byte[] { 7 });
        var reader = RunDirectory.Open(held.Path);

        Assert.Single(reader.Metrics.Read());
        Assert.Equal([7], reader.Checkpoints.Load().Content);
        Assert.Null(reader.ReadResult());
        Assert.Equal("{}", File.ReadAllText(reader.RecordFile));
    }

    [Fact]
    public void HandTo_MakingThatFails_ReleasesTheFolder()
    {
        using var folder = new TemporaryFolder();
        Run(folder).Dispose();

        Assert.Throws<InvalidDataException>(() =>
            RunDirectory.TakeUp(folder["run"]).HandTo<RunDirectory, int>(_ => throw new InvalidDataException()));
        RunDirectory.TakeUp(folder["run"]).Dispose();
    }

    /// <summary>The system's lock went with the process, however it ended; what the file tells of it hinders nobody.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("{number of a process that has ended} {host} 2026-01-02T03:04:05.0000000+00:00\n")]
    [InlineData("{this process} {host} 2001-01-02T03:04:05.0000000+00:00\n")] // its number is used again
    [InlineData("1 elsewhere 2026-01-02T03:04:05.0000000+00:00\n")] // on another machine
    [InlineData("12 \u001b[2J 2026-01-02T03:04:05.0000000+00:00\n")]
    [InlineData("99999999999999999999 x y")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    public void TakeUp_LockOfADeadProcess_IsTakenOver(string left)
    {
        using var folder = new TemporaryFolder();
        Run(folder).Dispose();
        folder.Write($"run/{WriteLock.FileName}", System.Text.Encoding.UTF8.GetBytes(left
            .Replace("{number of a process that has ended}", $"{Ended()}", StringComparison.Ordinal)
            .Replace("{this process}", $"{Environment.ProcessId}", StringComparison.Ordinal)
                .Replace("{host}", Host, StringComparison.Ordinal)));

        using var held = RunDirectory.TakeUp(folder["run"]);

        Assert.Equal(LockHolder.Current, LockHolder.Of(folder[$"run/{WriteLock.FileName}"]));
    }

    /// <summary>A file system without locks: the file alone tells that its process lives.</summary>
    [Fact]
    public void TakeUp_NoLockOfTheSystemButItsProcessLives_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Run(folder).Dispose();
        using var other = Sleeper();
        try
        {
            var holder = LockHolder.Current with { Process = other.Id, Began = new DateTimeOffset(other.StartTime).ToUniversalTime() };
            folder.Write($"run/{WriteLock.FileName}", holder.ToBytes());

            var refusal = Assert.Throws<RunStorageException>(() => RunDirectory.TakeUp(folder["run"]));

            Assert.Contains($"process {other.Id}, which began at 2", refusal.Message, StringComparison.Ordinal);
            Assert.True(File.Exists(folder[$"run/{WriteLock.FileName}"]));
        }
        finally
        {
            other.Kill();
            other.WaitForExit();
        }

        RunDirectory.TakeUp(folder["run"]).Dispose();
    }

    [Fact]
    public void TakeUp_ReadsOfALockThatIsHeld_TellTheHolder()
    {
        using var folder = new TemporaryFolder();
        using var held = Run(folder);

        Assert.Equal(LockHolder.Current, LockHolder.Of(folder[$"run/{WriteLock.FileName}"]));
        Assert.Null(LockHolder.Of(folder["no such file"]));
        Assert.Null(LockHolder.Of(folder.Path));
    }

    [Fact]
    public void TakeUp_WhatAKilledProcessLeftHalfWritten_IsRemovedAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        Run(folder).Dispose();
        string[] kept = ["run.json", "checkpoints/000001-000000.safetensors", "model/model.json", "notes/own/deep.partial", "partial"];
        foreach (var name in kept.Concat(
            ["metrics.jsonl.abcdefgh.partial", "checkpoints/000002-000000.safetensors.partial", "model/model.json.a.partial"]))
            folder.Write($"run/{name}", [1]);

        RunDirectory.TakeUp(folder["run"]).Dispose();

        Assert.Equal(kept.Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder["run"], "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder["run"], file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void StudyTakeUp_Held_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using var held = StudyDirectory.Create(folder["study"]);
        File.WriteAllText(held.RecordFile, "{}");

        Assert.Contains("by this process", Assert.Throws<RunStorageException>(() => StudyDirectory.TakeUp(folder["study"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void OfFile_HeldTwice_IsRefusedAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        var target = folder["a.tabular"];
        folder.Write("a.tabular.abcdefgh.partial", [1]);
        folder.Write("another.tabular.abcdefgh.partial", [1]);
        using (WriteLock.OfFile(target))
            Assert.Contains(target, Assert.Throws<RunStorageException>(() => WriteLock.OfFile(target)).Message, StringComparison.Ordinal);

        Assert.Equal([folder["another.tabular.abcdefgh.partial"]], Directory.EnumerateFiles(folder.Path));
    }

    private static RunDirectory Run(TemporaryFolder folder)
    {
        var run = RunDirectory.Create(folder["run"]);
        File.WriteAllText(run.RecordFile, "{}");
        return run;
    }

    /// <summary>The number of a process that is no more.</summary>
    private static int Ended()
    {
        using var process = Sleeper();
        process.Kill();
        process.WaitForExit();
        return process.Id;
    }

    private static Process Sleeper() => Process.Start(OperatingSystem.IsWindows()
        ? new ProcessStartInfo("ping", ["-n", "600", "127.0.0.1"]) { UseShellExecute = false }
        : new ProcessStartInfo("sleep", ["600"]) { UseShellExecute = false })!;
}
