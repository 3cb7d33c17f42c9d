using AerNas.Runs;
using AerNas.Tabular;

namespace AerNas.Tests.Tabular;

public sealed class TabularFileTests
{
    private const int Flips = 300;

    [Fact]
    public void Open_WithAnyByteChanged_IsRefused()
    {
        using var folder = new TemporaryFolder();
        PublishedCsv.Import(folder).Dispose();
        var whole = File.ReadAllBytes(folder["accuracies.tabular"]);
        var places = Enumerable.Range(0, 200).Concat(Enumerable.Range(1, Flips).Select(i => (int)((long)whole.Length * i / (Flips + 1))))
            .Append(whole.Length - 1);
        foreach (var place in places)
        {
            var damaged = whole.ToArray();
            damaged[place] ^= 0x10;
            Refused(folder.Write("damaged.tabular", damaged));
        }

        Assert.Throws<TabularFormatException>(() => TabularBenchmark.Open(folder.Write("none.tabular", [])));
        Refused(folder.Write("cut.tabular", whole[..^1]));
        Refused(folder.Write("longer.tabular", [.. whole, 0]));
    }

    [Fact]
    public void Open_OfAnotherVersion_SaysSo()
    {
        using var folder = new TemporaryFolder();
        PublishedCsv.Import(folder).Dispose();
        var newer = File.ReadAllBytes(folder["accuracies.tabular"]);
        newer[8] = 2;
        var error = Assert.Throws<TabularFormatException>(() => TabularBenchmark.Open(folder.Write("newer.tabular", newer)));
        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_Twice_MakesTheSameBytes_ButOverwritesNothing()
    {
        using var folder = new TemporaryFolder();
        PublishedCsv.Import(folder).Dispose();
        TestImport.Run(PublishedCsv.Path!, folder["again.tabular"]);
        Assert.Equal(File.ReadAllBytes(folder["accuracies.tabular"]), File.ReadAllBytes(folder["again.tabular"]));
        Assert.Throws<RunStorageException>(() => TestImport.Run(PublishedCsv.Path!, folder["again.tabular"]));
    }

    private static void Refused(string path)
    {
        var error = Assert.Throws<TabularFormatException>(() => TabularBenchmark.Open(path));
        Assert.Equal(path, error.File);
        Assert.NotNull(error.Offset);
    }
}
