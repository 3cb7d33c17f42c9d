using System.Formats.Tar;
using System.Text;
using AerNas.Data;
using AerNas.Fuzzing.Seeds;

namespace AerNas.Tests.Reliability;

/// <summary>Tar archives whose headers lie, and those that are only unusual.</summary>
public sealed class HostileTarTests : IDisposable
{
    private const int SizeAt = 124, TypeAt = 156;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tar-headers", "hugesize.tar")]
    [InlineData("tar-headers", "pax0.tar")]
    [InlineData("tar-headers", "pax2.tar")]
    [InlineData("tar-headers", "sparse.tar")]
    [InlineData("tar-memory", "claim.tar")]
    [InlineData("tar-memory", "claim.tar.gz")]
    public void Data_OfARecordedCase_IsRefused(string folder, string name) =>
        ReliabilityCases.IsRefused(ReliabilityCases.Find(folder, name), name);

    [Fact]
    public void Data_WithASizeOfSixtyFourBits_IsRefused() =>
        Refused(Header(type: '0', size: "\x80\0\0\0\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), "impossible length");

    [Fact]
    public void Data_WithANegativeSize_IsRefused() => Refused(Header(type: '0', size: new string('\xFF', 12)), "impossible length");

    [Fact]
    public void Data_WithASizeThatIsNoNumber_IsRefused() => Refused(Header(type: '0', size: "9x\0\0\0\0\0\0\0\0\0\0"), "no number");

    [Fact]
    public void Data_WithAWrongChecksum_IsRefused()
    {
        var header = Header(type: '0', size: "00000000000\0");
        header[0] ^= 1;
        Refused(header, "checksum");
    }

    [Fact]
    public void Data_WithANameOfGigabytes_IsRefused() => Refused(Header(type: 'L', size: "17777777777\0"), "longer than any");

    [Fact]
    public void Data_WithAttributesOfGigabytes_IsRefused() => Refused(Header(type: 'x', size: "17777777777\0"), "longer than any");

    [Theory]
    [InlineData("99999999999 path=x\n")]
    [InlineData("0 path=x\n")]
    [InlineData("-5 path=x\n")]
    [InlineData("12 path=")]
    [InlineData("no record at all")]
    [InlineData("11 size=-1\n")]
    public void Data_WithDamagedAttributes_IsRefused(string records) =>
        Refused([.. Header('x', Octal(records.Length)), .. Block(records), .. Header('0', Octal(0))], "extended header");

    [Fact]
    public void Data_WithASizeInAttributesThatIsNotThere_IsRefused()
    {
        const string Records = "23 size=99999999999999\n";
        Refused([.. Header('x', Octal(Records.Length)), .. Block(Records), .. Header('0', Octal(0))], "more than it can hold");
    }

    [Fact]
    public void Data_WithASparseFile_SaysHowToPackIt() => Refused(Header('S', Octal(0)), "--sparse");

    [Fact]
    public void Data_WithMoreFoldersThanADataset_IsRefused()
    {
        var files = Enumerable.Range(0, 2000)
            .ToDictionary(i => $"{i}/{string.Concat(Enumerable.Repeat("d/", 480))}x.png", _ => Array.Empty<byte>());
        ReliabilityCases.IsRefused(_folder.Write("deep.tar", SmallArchives.Tar(files, TarEntryFormat.Gnu)), "more folders");
    }

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Open_OfEveryForm_ReadsTheSameImages(TarEntryFormat format)
    {
        var files = SmallDatasets.Idx().ToDictionary(file => $"./{new string('f', 90)}/{file.Key}", file => file.Value);
        foreach (var (name, bytes) in SmallDatasets.Idx()) _folder.Write($"plain/{name}", bytes);
        var tar = SmallArchives.Tar(files, format);
        var expected = DatasetSource.Open(_folder["plain"]).ContentHash;
        Assert.Equal(expected, DatasetSource.Open(_folder.Write("a.tar", tar)).ContentHash);
        Assert.Equal(expected, DatasetSource.Open(_folder.Write("a.tar.gz", SmallArchives.Gzip(tar))).ContentHash);
    }

    [Fact]
    public void Open_WithLinksFoldersAndFilesOfOtherKinds_PassesOverThem()
    {
        using var output = new MemoryStream();
        using (var tar = new TarWriter(output, TarEntryFormat.Pax))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "set/"));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "set/link") { LinkName = "/etc/passwd" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "set/pipe"));
            foreach (var (name, bytes) in SmallDatasets.Idx().Append(KeyValuePair.Create("notes.txt", new byte[3000])))
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "set/" + name) { DataStream = new MemoryStream(bytes) });
        }

        Assert.Equal(3, DatasetSource.Open(_folder.Write("links.tar", output.ToArray())).Train.Count);
    }

    private static string Octal(int size) => Convert.ToString(size, 8).PadLeft(11, '0') + "\0";

    private static byte[] Block(string text)
    {
        var block = new byte[512];
        Encoding.Latin1.GetBytes(text, block);
        return block;
    }

    /// <summary>A header of ustar with a right checksum.</summary>
    private static byte[] Header(char type, string size)
    {
        var header = Block("data_batch_1");
        Encoding.Latin1.GetBytes(size, header.AsSpan(SizeAt));
        header[TypeAt] = (byte)type;
        "ustar\00"u8.CopyTo(header.AsSpan(257)); // "ustar", 0, and the first digit of the version
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(value => value), 8).PadLeft(6, '0') + "\0 ", header.AsSpan(148));
        return header;
    }

    private void Refused(byte[] archive, string part)
    {
        ReliabilityCases.IsRefused(_folder.Write("bad.tar", archive), "bad.tar", part);
        ReliabilityCases.IsRefused(_folder.Write("bad.tar.gz", SmallArchives.Gzip(archive)), "bad.tar.gz", part);
    }
}
