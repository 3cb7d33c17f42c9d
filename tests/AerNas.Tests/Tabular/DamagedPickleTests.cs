using AerNas.Fuzzing.Seeds;
using AerNas.Tabular;
using AerNas.Tabular.Sources;

namespace AerNas.Tests.Tabular;

public sealed class DamagedPickleTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * i % 251))];

    [Fact]
    public void Import_OfACellThatNamesACallable_IsRefusedByNameAndOffset() => Refused(
        new PickleWriter().Global("os", "system").Op('(').Text("touch evil").Op('t').Op('R').End(), "'os.system'", "byte 0");

    [Fact]
    public void Import_OfACellWithTensors_IsRefusedByName() => Refused(
        new PickleWriter().Op('}').Text("12").Global("torch._utils", "_rebuild_tensor_v2").Op('s').End(),
            "'torch._utils._rebuild_tensor_v2'", "byte 8");

    [Fact]
    public void Import_OfADamagedPickle_TellsTheOffset()
    {
        NatsBenchFolderFixture.RequireFolder();
        Refused(NatsBenchFolderFixture.Pickle(0)[..^100], "unpacked,", "byte ");
    }

    [Fact]
    public void Import_OfAnotherCellsFile_IsRefused()
    {
        NatsBenchFolderFixture.RequireFolder();
        Refused(NatsBenchFolderFixture.Pickle(1), "it holds cell 11");
    }

    [Fact]
    public void Import_OfSomethingElse_IsRefused() =>
        Refused(new PickleWriter().Op('}').Text("weights").Op('}').Op('s').End(), "'weights' is no number of epochs");

    [Fact]
    public void Import_OfAnImpossibleNumber_IsRefused()
    {
        NatsBenchFolderFixture.RequireFolder();
        var pickle = NatsBenchFolderFixture.Pickle(0).ToArray();
        byte[] lastEpoch = [(byte)'K', 11, (byte)'G'];
        var at = pickle.AsSpan().IndexOf(lastEpoch) + lastEpoch.Length;
        (pickle[at], pickle[at + 1]) = (0x7F, 0xF8); // not a number, big-endian
        Refused(pickle, "out of range: Accuracy NaN");
    }

    /// <summary>
    /// Every bit of the head, and bits all over. Some bits mean nothing (padding, the size of a block): then the content is the same.
    /// </summary>
    [Fact]
    public void Import_OfAFlippedOrTruncatedBzip2_IsRefusedWithItsOffset()
    {
        using var folder = new TemporaryFolder();
        var packed = NatsBenchFolderFixture.Pack(Content);
        int[] bits = [.. Enumerable.Range(0, packed.Length * 8).Where(bit => bit < 1000 || bit % 97 == 0)];
        var refused = bits.Count(bit =>
        {
            var damaged = packed.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            return IsRefused(folder, damaged);
        });
        Assert.InRange(refused, bits.Length * 95 / 100, bits.Length);
        Assert.All(Enumerable.Range(0, packed.Length / 37), i => Assert.True(IsRefused(folder, packed[..(37 * i)])));
    }

    private static bool IsRefused(TemporaryFolder folder, byte[] packed)
    {
        var path = folder.Write("x.pickle.pbz2", packed);
        try
        {
            Assert.Equal(Content, Bzip2.Unpack(path));
            return false;
        }
        catch (TabularFormatException e)
        {
            Assert.Equal(path, e.File);
            Assert.NotNull(e.Offset);
            return true;
        }
    }

    private static void Refused(byte[] pickle, params string[] parts)
    {
        using var folder = new TemporaryFolder();
        var source = Directory.CreateDirectory(folder["cells"]).FullName;
        NatsBenchFolderFixture.WriteCells(source, []);
        File.WriteAllBytes(Path.Combine(source, "000000.pickle.pbz2"), NatsBenchFolderFixture.Pack(pickle));
        var error = Assert.Throws<TabularFormatException>(() => TestImport.Run(source, folder["x.tabular"], allowMissing: true));
        Assert.EndsWith("000000.pickle.pbz2", error.File, StringComparison.Ordinal);
        foreach (var part in parts) Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Equal([source], Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.False(File.Exists("evil"));
    }
}
