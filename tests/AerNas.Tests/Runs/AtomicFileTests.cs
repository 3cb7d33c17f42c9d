using System.Text;
using AerNas.Runs;

namespace AerNas.Tests.Runs;

public sealed class AtomicFileTests
{
    [Fact]
    public void Write_OverOldContent_LeavesTheNewAndNothingBeside()
    {
        using var folder = new TemporaryFolder();
        folder.Write("value", "old and longer"u8.ToArray());
        AtomicFile.WriteText(folder["value"], "new");

        Assert.Equal("new", File.ReadAllText(folder["value"]));
        Assert.Equal([folder["value"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("a folder stands there")]
    [InlineData("no such folder")]
    [InlineData("the folder is a file")]
    [InlineData("name too long")]
    [InlineData("the writer fails")]
    [InlineData("the file vanishes while it is written")]
    public void Write_ThatCannotBe_NamesTheTargetAndLeavesNothing(string fault)
    {
        using var folder = new TemporaryFolder();
        folder.Write("file", [1]);
        Directory.CreateDirectory(folder["folder"]);
        folder.Write("folder/kept", [1]);
        var target = fault switch
        {
            "a folder stands there" => folder["folder"],
            "no such folder" => folder["none/value"],
            "the folder is a file" => folder["file/value"],
            "name too long" => folder[new string('n', 300)],
            _ => folder["value"],
        };

        var refusal = Assert.Throws<RunStorageException>(() => AtomicFile.Write(target, stream =>
        {
            stream.Write([2]);
            if (fault == "the writer fails") throw new IOException("no more");
            if (fault == "the file vanishes while it is written") File.Delete(((FileStream)stream).Name);
        }));

        Assert.Equal(target, refusal.Path);
        Assert.Contains("what was saved before is intact", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["file", "folder", "folder/kept"], Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories)
            .Select(entry => Path.GetRelativePath(folder.Path, entry)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void RequireWritable_LeavesWhatStandsThereAndNamesWhatCannotBe()
    {
        using var folder = new TemporaryFolder();
        folder.Write("value", [1]);
        AtomicFile.RequireWritable(folder["value"]);
        AtomicFile.RequireWritable(folder["other"]);

        Assert.Equal([folder["value"]], Directory.EnumerateFileSystemEntries(folder.Path));
        foreach (var (target, reason) in new[] { (folder.Path, "is a folder"), (folder["none/value"], "there is no folder"),
            (folder["value/x"], "is a file, no folder"), (folder[new string('n', 300)], "too long") })
        {
            var refusal = Assert.Throws<RunStorageException>(() => AtomicFile.RequireWritable(target)).Message;
            Assert.Contains(reason, refusal, StringComparison.Ordinal);
            Assert.DoesNotContain("partial", refusal, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Write_UnderProc_NamesTheTargetAlone()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "There is no /proc here.");
        var refusal = Assert.Throws<RunStorageException>(() => AtomicFile.WriteText("/proc/value", "1")).Message;
        Assert.StartsWith("Cannot write /proc/value: ", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("partial", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ToADevice_GoesToItAndLeavesItThere()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no device that is always full here.");
        AtomicFile.WriteText("/dev/null", "gone");
        Assert.Contains("Cannot write /dev/full", Assert.Throws<RunStorageException>(() => AtomicFile.Write("/dev/full", stream =>
        {
            stream.Write(new byte[1 << 16]);
            stream.Flush();
        })).Message, StringComparison.Ordinal);

        using var nothing = File.OpenRead("/dev/null");
        Assert.Equal(0, nothing.Read(new byte[1]));
        Assert.Empty(Directory.EnumerateFiles("/dev", "*.partial"));
    }

    [Fact]
    public void WriteNew_WhereAFileStands_IsRefusedAndItsContentKept()
    {
        using var folder = new TemporaryFolder();
        folder.Write("value", [1]);
        Assert.Throws<RunStorageException>(() => AtomicFile.WriteNew(folder["value"], stream => stream.Write([2])));
        AtomicFile.WriteNew(folder["other"], stream => stream.Write([3]));

        Assert.Equal([1], File.ReadAllBytes(folder["value"]));
        Assert.Equal([3], File.ReadAllBytes(folder["other"]));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(folder.Path).Count());
    }

    [Fact]
    public void Write_ByManyAtOnce_IsAlwaysOneOfThemWhole()
    {
        using var folder = new TemporaryFolder();
        var path = folder["value"];
        AtomicFile.WriteText(path, Content(0));
        var writers = Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            for (var round = 0; round < 8; round++) AtomicFile.WriteText(path, Content(i));
        })).ToList();
        writers.ForEach(writer => writer.Start());
        while (writers.Exists(writer => writer.IsAlive)) Assert.Contains(File.ReadAllText(path), Enumerable.Range(0, 4).Select(Content));
        writers.ForEach(writer => writer.Join());

        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));

        static string Content(int i) => new StringBuilder().Insert(0, $"{i}", 5000 + 1000 * i).ToString();
    }

    [Fact]
    public void MakeFolder_Nested_MakesAllAndIsContentWithWhatIsThere()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.MakeFolder(folder["a/b/c/"]);
        AtomicFile.MakeFolder(folder["a/b"]);
        folder.Write("file", [1]);

        Assert.True(Directory.Exists(folder["a/b/c"]));
        Assert.Equal(folder["file/d"], Assert.Throws<RunStorageException>(() => AtomicFile.MakeFolder(folder["file/d"])).Path);
    }
}
