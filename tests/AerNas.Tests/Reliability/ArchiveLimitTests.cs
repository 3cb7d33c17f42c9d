using System.Buffers.Binary;
using System.IO.Compression;
using AerNas.Data;
using AerNas.Fuzzing.Seeds;
using AerNas.Tests.Data.Sources;
using SkiaSharp;

namespace AerNas.Tests.Reliability;

/// <summary>What archives and pictures may come to: bombs are refused, thousands of pictures are not.</summary>
public sealed class ArchiveLimitTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Data_OfAZipWithOneBomb_IsRefused() => Refused(Zip(("train/a/0.png", 200 * Megabyte), ("train/b/0.png", 1)), "packed bytes");

    [Fact]
    public void Data_OfAZipWithManySmallBombs_IsRefused() => // each within the limit, all together not
        Refused(Zip([.. Enumerable.Range(1, 5).Select(i => ($"data_batch_{i}.bin", 4000 * 3073)), ("test_batch.bin", 3073)]),
            "packed bytes");

    [Fact]
    public void Data_OfAZipWhoseDirectoryClaimsMore_IsRefused()
    {
        var zip = SmallArchives.Zip(SmallDatasets.Pictures(), CompressionLevel.Fastest);
        foreach (var length in (uint[])[0x7FFFFFFF, 0xFFFFFFF0, 40_000_000])
        {
            var claims = zip.ToArray();
            BinaryPrimitives.WriteUInt32LittleEndian(claims.AsSpan(claims.AsSpan().IndexOf("PK\x1\x2"u8) + 24), length);
            Refused(claims, "train/a/0.png");
        }
    }

    [Fact]
    public void Data_OfAZipWithAnEntryBeyondItsEnd_IsRefused()
    {
        var zip = SmallArchives.Zip(SmallDatasets.Pictures(), CompressionLevel.Fastest);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(zip.AsSpan().IndexOf("PK\x1\x2"u8) + 42), 0x7FFFFFFF);
        Refused(zip, "bad.zip");
    }

    [Fact]
    public void Data_OfAZipWithAMethodThatIsNotRead_IsRefused()
    {
        var zip = SmallArchives.Zip(SmallDatasets.Pictures(), CompressionLevel.Fastest);
        for (var at = 0; zip.AsSpan(at).IndexOf("PK\x1\x2"u8) is var next and >= 0; at += next + 4) zip[at + next + 10] = 98;
        Refused(zip, "bad.zip");
    }

    [Fact]
    public void Data_OfATarWithAHugeFileThatNoDatasetHas_IsRefused()
    {
        var tar = SmallArchives.Tar(new(SmallDatasets.Idx()) { ["movie.mp4"] = new byte[48 * Megabyte] },
            System.Formats.Tar.TarEntryFormat.Ustar);
        ReliabilityCases.IsRefused(_folder.Write("bad.tar.gz", SmallArchives.Gzip(tar)), "more than it can hold");
    }

    [Fact]
    public void Data_OfAFewPicturesOfOneColourThatFillGigabytes_IsRefused()
    {
        var picture = DatasetFixtures.Picture(512, 512, SKColors.White, grey: true);
        for (var i = 0; i < 300; i++) _folder.Write($"set/train/{"ab"[i % 2]}/{i}.png", picture);
        ReliabilityCases.IsRefused(_folder["set"], "250 pictures of 512x512");
    }

    [Theory]
    [InlineData(4097, 4097, "at most 4096")]
    [InlineData(65535, 65535, "at most 4096")]
    [InlineData(int.MaxValue, int.MaxValue, "picture")]
    [InlineData(1, int.MaxValue, "picture")]
    [InlineData(0, 0, "picture")]
    public void Data_OfAPictureWhoseHeadClaimsMore_IsRefused(int width, int height, string part)
    {
        var png = SmallPictures.Png.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        png = new AerNas.Fuzzing.Targets.PictureTarget().Mend(new("x.png", png));
        _folder.Write("set/train/a/0.png", png);
        _folder.Write("set/train/b/0.png", png);
        ReliabilityCases.IsRefused(_folder["set"], "train/a/0.png", part);
    }

    [Fact]
    public void Data_OfAPictureOfAnotherForm_IsRefused()
    {
        _folder.Write("set/train/a/0.png", [0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 22, 0, 0, 0]); // an icon
        _folder.Write("set/train/b/0.png", SmallPictures.Png);
        ReliabilityCases.IsRefused(_folder["set"], "not a readable picture");
    }

    [Fact]
    public void Open_OfThousandsOfPictures_ReadsThemAll()
    {
        var pictures = Enumerable.Range(0, 3000).ToDictionary(i => $"set/train/{"abc"[i % 3]}/{i}.png", _ => SmallPictures.Png);
        var dataset = DatasetSource.Open(_folder.Write("many.zip", SmallArchives.Zip(pictures, CompressionLevel.Fastest)));
        Assert.Equal(2502, dataset.Train.Count);
        var tar = SmallArchives.Gzip(SmallArchives.Tar(pictures, System.Formats.Tar.TarEntryFormat.Pax));
        Assert.Equal(dataset.ContentHash, DatasetSource.Open(_folder.Write("many.tar.gz", tar)).ContentHash);
    }

    private static byte[] Zip(params (string Name, int Length)[] files) =>
        SmallArchives.Zip(files.ToDictionary(file => file.Name, file => new byte[file.Length]), CompressionLevel.Fastest);

    private void Refused(byte[] zip, string part) => ReliabilityCases.IsRefused(_folder.Write("bad.zip", zip), "bad.zip", part);
}
