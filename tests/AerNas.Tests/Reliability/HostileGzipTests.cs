using System.Buffers.Binary;
using System.IO.Compression;
using AerNas.Fuzzing.Seeds;

namespace AerNas.Tests.Reliability;

/// <summary>Gzip data that is damaged, or that holds far more than images do.</summary>
public sealed class HostileGzipTests : IDisposable
{
    private const string Images = "train-images-idx3-ubyte";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Data_OfTheRecordedArchive_IsRefused() =>
        ReliabilityCases.IsRefused(ReliabilityCases.Find("gzip-damage", "damaged.tar.gz"), "damaged.tar.gz", "cut short, damaged");

    [Theory]
    [InlineData("train-images-idx3-ubyte")]
    [InlineData("train-labels-idx1-ubyte")]
    [InlineData("t10k-images-idx3-ubyte")]
    [InlineData("t10k-labels-idx1-ubyte")]
    public void Data_OfTheRecordedIdxFile_IsRefused(string name) =>
        Refused(name, File.ReadAllBytes(ReliabilityCases.Find("gzip-damage", "idx-damaged.gz")), "cut short or damaged");

    [Fact]
    public void Data_CutWithinTheHead_IsRefused() => Refused(Images, SmallArchives.Gzip([1, 2, 3])[..5], "cut short or damaged");

    [Fact]
    public void Data_WithoutItsEnd_IsRefused() =>
        Refused(Images, SmallArchives.Gzip(SmallDatasets.Idx()[Images])[..^8], "cut short or damaged");

    [Fact]
    public void Data_WithABlockOfNoKind_IsRefused() =>
        Refused(Images, [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 7, 0, 0, 0, 0, 0, 0, 0, 0], "cut short or damaged");

    [Fact]
    public void Data_WithTablesThatOverflow_IsRefused() => // a dynamic block whose lengths of codes are all 7
        Refused(Images, [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFD, .. Enumerable.Repeat((byte)0xFF, 40)], "cut short or damaged");

    [Fact]
    public void Data_WithAnExtraFieldBeyondTheEnd_IsRefused() =>
        Refused(Images, [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0], "cut short or damaged");

    [Fact]
    public void Data_WithAWrongChecksumOrLength_IsRefused()
    {
        var good = SmallArchives.Gzip(SmallDatasets.Idx()[Images]);
        Refused(Images, [.. good[..^8], (byte)(good[^8] ^ 1), .. good[^7..]], "cut short or damaged");
        Refused(Images, [.. good[..^1], (byte)(good[^1] ^ 1)], "cut short or damaged");
    }

    [Fact]
    public void Data_OfFourHundredMegabytesOfZerosInAnIdxFile_IsRefused()
    {
        var head = new byte[16];
        BinaryPrimitives.WriteInt32BigEndian(head, 0x0803);
        foreach (var (at, length) in (ReadOnlySpan<(int, int)>)[(4, 400), (8, 1024), (12, 1024)])
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(at), length);
        Refused(Images, Zeros(head, 400 << 20), "packed bytes");
    }

    [Fact]
    public void Data_OfFourHundredMegabytesOfZerosInATar_IsRefused()
    {
        var tar = SmallArchives.Tar(new() { ["data_batch_1.bin"] = [] }, System.Formats.Tar.TarEntryFormat.Ustar)[..512];
        ReliabilityCases.IsRefused(_folder.Write("zeros.tar.gz", Zeros(tar, 400 << 20)), "zeros.tar.gz");
    }

    private void Refused(string name, byte[] packed, string part)
    {
        foreach (var (file, bytes) in SmallDatasets.Idx())
            if (file == name) _folder.Write($"idx/{file}.gz", packed);
            else _folder.Write($"idx/{file}", bytes);
        ReliabilityCases.IsRefused(_folder["idx"], name, part);
    }

    /// <summary>A beginning and then zeros, packed as tightly as can be.</summary>
    private static byte[] Zeros(byte[] head, int count)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(head);
            var zeros = new byte[1 << 20];
            for (; count > 0; count -= zeros.Length) gzip.Write(zeros);
        }

        return output.ToArray();
    }
}
