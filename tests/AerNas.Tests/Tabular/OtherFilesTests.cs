using System.IO.Compression;
using AerNas.Tests.Cli;

namespace AerNas.Tests.Tabular;

/// <summary>What people have of NAS-Bench-201 besides the folder and the CSV is named.</summary>
public sealed class OtherFilesTests
{
    // torch.save's, by pickle
    private static readonly byte[] MagicNumber = [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];

    public static TheoryData<string, byte[], string> Files => new()
    {
        { "NAS-Bench-201-v1_1-096897.pth", MagicNumber, "a file of torch.save" },
        { "NAS-Bench-201-v1_1-096897.pth", Zip(), "a file of torch.save" },
        { "NAS-Bench-201-v1_0-e61699.pt", Zip(), "a file of torch.save" },
        { "table", [.. MagicNumber, 0x80, 2, 0x4d, 0xe9, 3, 0x2e], "a file of torch.save" },
        { "000011.pickle", [0x80, 4, 0x95, 0, 0], "a pickle that was unpacked" },
        { "000011.pickle.pbz2", "BZh91AY&SY"u8.ToArray(), "the file of one cell" },
        { "NATS-tss-v1_0-3ffb9-simple.tar", new byte[1024], "an archive" },
        { "NATS-tss-v1_0-3ffb9-simple.tar.gz", [0x1f, 0x8b, 8, 0], "an archive" },
        { "accuracies.zip", Zip(), "a zip" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Import_OfAnotherFile_NamesItAndTheFolderToFetch(string name, byte[] bytes, string kind)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(name, bytes);
        CommandRun.Of("tabular", "import", file, "--out", folder["t.tabular"])
            .IsRefused(name, $"this is {kind}", "NATS-tss-v1_0-3ffb9-simple", "CSV");
        Assert.False(File.Exists(folder["t.tabular"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void Import_OfTooFewBytes_IsStillReadAsText(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["t.csv"], text);
        CommandRun.Of("tabular", "import", folder["t.csv"], "--out", folder["t.tabular"]).IsRefused("t.csv");
    }

    private static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create)) zip.CreateEntry("archive/data.pkl");
        return stream.ToArray();
    }
}
