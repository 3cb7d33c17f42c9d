using AerNas.Runs;
using AerNas.Studies;

namespace AerNas.Tests.Runs;

public sealed class RunPlaceTests
{
    private const int AtOnce = 16;

    [Fact]
    public void Create_FolderOfARun_SaysHowToGoOn()
    {
        using var folder = new TemporaryFolder();
        using (var run = RunDirectory.Create(folder["run"])) File.WriteAllText(run.RecordFile, "{}");

        Assert.Contains("--resume", Assert.Throws<RunStorageException>(() => RunDirectory.Create(folder["run"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Create_PathOfAFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run", [1]);

        Assert.Contains("is a file", Assert.Throws<RunStorageException>(() => RunDirectory.Create(folder["run"])).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("film.partial")]
    [InlineData("run.json.bak")]
    [InlineData("checkpoints/000001-000000.safetensors")]
    [InlineData("run.json/file")]
    public void Create_FolderWithWhatIsNotOurs_IsRefusedAndUntouched(string file)
    {
        using var folder = new TemporaryFolder();
        folder.Write($"run/{file}", [1, 2]);

        Assert.Contains("not empty", Assert.Throws<RunStorageException>(() => RunDirectory.Create(folder["run"])).Message,
            StringComparison.Ordinal);
        Assert.Equal([folder[$"run/{file}"]], Directory.EnumerateFiles(folder["run"], "*", SearchOption.AllDirectories));
    }

    /// <summary>What kill -9 leaves of a run before its first file.</summary>
    [Theory]
    [InlineData()]
    [InlineData(WriteLock.FileName)]
    [InlineData("run.json.partial")]
    [InlineData("run.json.k2j3h4g5.partial", WriteLock.FileName)]
    [InlineData("checkpoints/", "run.json.k2j3h4g5.partial")]
    public void Create_WhereARunWasKilledBeforeItsFirstFile_BeginsIt(params string[] left)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["run"]);
        foreach (var name in left)
        {
            if (name.EndsWith('/')) Directory.CreateDirectory(folder[$"run/{name}"]);
            else folder.Write($"run/{name}", "{\"ki"u8.ToArray());
        }

        var expected = left.Length == 0 || left is ["checkpoints/"] ? "holds no run" : "stopped before it had written anything";
        Assert.Contains(expected, Assert.Throws<RunStorageException>(() => RunDirectory.TakeUp(folder["run"])).Message,
            StringComparison.Ordinal);
        using (RunDirectory.Create(folder["run"]))
            Assert.Equal([WriteLock.FileName], Directory.EnumerateFiles(folder["run"]).Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateFiles(folder["run"]));
    }

    [Fact]
    public void StudyCreate_WhereOneWasKilledBeforeItsFirstFile_BeginsIt()
    {
        using var folder = new TemporaryFolder();
        folder.Write("study/study.json.abcdefgh.partial", [1]);

        Assert.Contains("begin it again", Assert.Throws<RunStorageException>(() => StudyDirectory.TakeUp(folder["study"])).Message,
            StringComparison.Ordinal);
        using (StudyDirectory.Create(folder["study"])) Assert.Throws<RunStorageException>(() => StudyDirectory.Create(folder["study"]));
        Assert.Empty(Directory.EnumerateFiles(folder["study"]));
    }

    [Fact]
    public void NextFree_TakenNumbers_AreSkipped()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["search-001"]);
        folder.Write("search-003", []);

        using var second = RunDirectory.Create(RunPlace.NextFree(folder.Path, "search"));
        using var fourth = RunDirectory.Create(RunPlace.NextFree(folder.Path, "search"));

        Assert.Equal([folder["search-002"], folder["search-004"]], [second.Path, fourth.Path]);
    }

    [Fact]
    public void NextFree_ManyAtOnce_GetAFolderEach()
    {
        using var folder = new TemporaryFolder();
        using var gate = new Barrier(AtOnce);
        var runs = new RunDirectory[AtOnce];
        var threads = Enumerable.Range(0, AtOnce).Select(i => new Thread(() =>
        {
            gate.SignalAndWait(TestContext.Current.CancellationToken);
            runs[i] = RunDirectory.Create(RunPlace.NextFree(folder["runs"], "search"));
            File.WriteAllText(runs[i].RecordFile, $"{i}");
            runs[i].Dispose(); // as one that ends while others still look for a place
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(AtOnce, runs.Select(run => run.Path).Distinct().Count());
        Assert.All(runs, (run, i) => Assert.Equal($"{i}", File.ReadAllText(run.RecordFile)));
    }

    [Fact]
    public void NamedPlace_ManyAtOnce_IsGivenToOne()
    {
        using var folder = new TemporaryFolder();
        using var gate = new Barrier(AtOnce);
        var outcomes = new string?[AtOnce];
        var threads = Enumerable.Range(0, AtOnce).Select(i => new Thread(() =>
        {
            gate.SignalAndWait(TestContext.Current.CancellationToken);
            try
            {
                using var run = RunDirectory.Create(folder["run"]);
                File.WriteAllText(run.RecordFile, "{}");
            }
            catch (RunStorageException e)
            {
                outcomes[i] = e.Message;
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<string>(), message => Assert.True(
            message.Contains("being written by", StringComparison.Ordinal)
                || message.Contains("--resume", StringComparison.Ordinal), message));
    }
}
