using AerNas.Runs;
using AerNas.Studies;

namespace AerNas.Tests.Studies;

/// <summary>Breaks studies off, and compares what they end with.</summary>
internal static class BrokenStudy
{
    /// <summary>Runs a study until something is reported.</summary>
    public static void Stop(StudyRun study, Func<StudyProgress, bool> when)
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => study.Run(1, new Callback(progress =>
        {
            if (when(progress)) source.Cancel();
        }), source.Token));
    }

    /// <summary>Demands that two studies are done and ended in the same bytes: results, last checkpoints and models.</summary>
    public static void AssertSame(string first, string second)
    {
        var study = StudyRun.Resume(first, TimeProvider.System);
        Assert.Equal(study.Runs.Length, study.Finished.Count());
        string[] Files(string path) =>
            [.. RunDirectories(path).SelectMany(Compared).Select(file => Path.GetRelativePath(path, file)).Order(StringComparer.Ordinal)];
        Assert.Equal(Files(first), Files(second));
        Assert.All(Files(first),
            file => Assert.Equal(File.ReadAllBytes(Path.Combine(first, file)), File.ReadAllBytes(Path.Combine(second, file))));
    }

    /// <summary>When the results of a study's searches and trainings were written, by file.</summary>
    public static IReadOnlyDictionary<string, DateTime> Results(string study) => RunDirectories(study).Where(RunDirectory.HoldsDone)
        .Select(run => RunDirectory.Open(run).ResultFile).ToDictionary(file => file, File.GetLastWriteTimeUtc);

    /// <summary>The folders of its searches and trainings that have been begun.</summary>
    public static IEnumerable<string> RunDirectories(string study) =>
        new[] { "runs", "trainings" }.Select(part => Path.Combine(study, part))
        .Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Where(RunDirectory.Holds);

    private static IEnumerable<string> Compared(string run)
    {
        var directory = RunDirectory.Open(run);
        return [directory.ResultFile, .. directory.Checkpoints.List().TakeLast(1),
            .. Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "model")];
    }

    private sealed class Callback(Action<StudyProgress> action) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value) => action(value);
    }
}
