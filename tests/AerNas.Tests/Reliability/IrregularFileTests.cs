using System.Diagnostics;
using System.Net.Sockets;
using AerNas.Export;
using AerNas.Fuzzing.Seeds;
using AerNas.Runs;
using AerNas.Tabular;
using AerNas.Tests.Cli;
using AerNas.Tests.Tabular;

namespace AerNas.Tests.Reliability;

/// <summary>
/// Pipes, devices, sockets and folders wherever a path is opened. Reading a pipe without a writer would never end, and neither would a
/// device.
/// </summary>
public sealed class IrregularFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public IrregularFileTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes in folders are made on Linux");
    }

    public static TheoryData<string, string> Kinds => new()
    {
        { "pipe", "a pipe" }, { "device", "a device" }, { "socket", "a socket" }, { "link", "a pipe" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Data_WithOneInAPicturesPlace_IsRefused(string kind, string name)
    {
        _folder.Write("set/train/b/0.png", SmallPictures.Png);
        Directory.CreateDirectory(_folder["set/train/a"]);
        using var made = Make(kind, "set/train/a/0.png");
        CommandRun.Of("data", _folder["set"]).IsRefused("0.png", name);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte")]
    [InlineData("t10k-labels-idx1-ubyte")]
    public void Data_WithAPipeInTheFilesOfADataset_IsRefused(string file)
    {
        foreach (var (name, bytes) in SmallDatasets.Idx()) _folder.Write($"set/{name}", bytes);
        File.Delete(_folder[$"set/{file}"]);
        using var made = Make("pipe", $"set/{file}");
        CommandRun.Of("data", _folder["set"]).IsRefused(file, "a pipe");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Data_OfOneInAnArchivesPlace_IsRefused(string kind, string name)
    {
        using var made = Make(kind, "archive.zip");
        CommandRun.Of("data", _folder["archive.zip"]).IsRefused("archive.zip", name);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Commands_WithOneInAFilesPlace_AreRefused(string kind, string name)
    {
        using var made = Make(kind, "file");
        var file = _folder["file"];
        CommandRun.Of("search", "--config", file, "--out", _folder["run"]).IsRefused("file", name);
        CommandRun.Of("genotype", file).IsRefused("file", name);
        CommandRun.Of("study", file).IsRefused("file", name);
        CommandRun.Of("tabular", "stats", file).IsRefused("file", name);
        CommandRun.Of("tabular", "import", file, "--out", _folder["t"]).IsRefused("file", name);
    }

    [Theory]
    [InlineData("model.json")]
    [InlineData("genotype.json")]
    [InlineData("model.safetensors")]
    public void Load_OfAModelWithAPipeInIt_IsRefused(string file)
    {
        var model = ReliabilityCases.Find("torch-oom-segv", "mc");
        Directory.CreateDirectory(_folder["model"]);
        foreach (var part in Directory.EnumerateFiles(model)) _folder.Write($"model/{Path.GetFileName(part)}", File.ReadAllBytes(part));
        var card = _folder["model/model.json"];
        File.WriteAllText(card, File.ReadAllText(card).Replace("2147483647", "16", StringComparison.Ordinal));
        File.Delete(_folder[$"model/{file}"]);
        using var made = Make("pipe", $"model/{file}");
        Assert.Contains("a pipe", Assert.Throws<ModelFormatException>(() => ModelFolder.Load(_folder["model"])).Message);
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("metrics.jsonl")]
    [InlineData("result.json")]
    public void Report_OfARunWithAPipeInIt_IsRefused(string file)
    {
        var run = ReliabilityCases.Find("two-resumes", "ref");
        Directory.CreateDirectory(_folder["run"]);
        foreach (var part in Directory.EnumerateFiles(run)) _folder.Write($"run/{Path.GetFileName(part)}", File.ReadAllBytes(part));
        File.Delete(_folder[$"run/{file}"]);
        using var made = Make("pipe", $"run/{file}");
        CommandRun.Of("report", _folder["run"]).IsRefused(file, "a pipe");
    }

    [Theory]
    [InlineData("000001-000000.safetensors")]
    [InlineData("000001-000000.safetensors.sha256")]
    public void Load_OfACheckpointWithAPipeInIt_IsRefused(string file)
    {
        var store = RunDirectory.Create(_folder["run"]).Checkpoints;
        store.Save(new RunPosition(1, 0), new byte[10]);
        File.Delete(Path.Combine(store.Path, file));
        using var made = Make("pipe", $"run/checkpoints/{file}");
        Assert.Contains("a pipe", Assert.ThrowsAny<Exception>(() => store.Load()).Message);
    }

    [Fact]
    public void Import_OfAFolderWithAPipeAmongItsCells_IsRefused()
    {
        Directory.CreateDirectory(_folder["cells"]);
        using var made = Make("pipe", "cells/meta.pickle.pbz2");
        var error = Assert.Throws<TabularFormatException>(() => TestImport.Run(_folder["cells"], _folder["t"], allowMissing: true));
        Assert.Contains("a pipe", error.Message);
    }

    [Fact]
    public void Data_WithAFolderOfAPicturesName_IsRefusedAsAClassWithoutPictures()
    {
        _folder.Write("set/train/b/0.png", SmallPictures.Png);
        Directory.CreateDirectory(_folder["set/train/a/0.png"]);
        CommandRun.Of("data", _folder["set"]).IsRefused("no picture of this class");
    }

    private IDisposable? Make(string kind, string name)
    {
        var path = _folder[name];
        switch (kind)
        {
            case "pipe": MakePipe(path); return null;
            case "link": MakePipe(path + ".pipe"); File.CreateSymbolicLink(path, path + ".pipe"); return null;
            case "device": File.CreateSymbolicLink(path, "/dev/zero"); return null;
            default:
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                socket.Bind(new UnixDomainSocketEndPoint(path));
                return socket;
        }
    }

    private static void MakePipe(string path)
    {
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }
}
