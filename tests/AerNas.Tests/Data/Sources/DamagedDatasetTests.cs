using System.IO.Compression;
using AerNas.Data;

namespace AerNas.Tests.Data.Sources;

/// <summary>Every damage is done to real files; every one must end in a <see cref="DatasetFormatException"/> that names the file.</summary>
public sealed class DamagedDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NothingThere_SaysSo()
    {
        Assert.Contains("no such file or folder", Error(Path.Combine(_folder.Path, "missing")).Message);
        Assert.Contains("the file is empty", Error(_folder.Write("empty.zip", [])).Message);
        Assert.Contains("no archive", Error(_folder.Write("notes.txt", "hello"u8.ToArray())).Message);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "void"));
        Assert.Contains("train/CLASS", Error(Path.Combine(_folder.Path, "void")).Message);
    }

    [Theory]
    [InlineData("cifar-10-batches-bin/data_batch_3.bin")]
    [InlineData("cifar-10-batches-bin/test_batch.bin")]
    [InlineData("cifar-10-batches-bin/data_batch_1.bin")]
    public void Open_MissingCifarFile_IsNamed(string name)
    {
        var files = DatasetFixtures.Cifar10Binary();
        files.Remove(name);
        var error = Error(WriteAll(files));
        Assert.EndsWith(name, error.File);
        Assert.Contains("missing", error.Message);
    }

    [Fact]
    public void Open_TruncatedOrMislabelledCifarRecord_IsNamedWithItsOffset()
    {
        const string Name = "cifar-10-batches-bin/data_batch_2.bin";
        var files = DatasetFixtures.Cifar10Binary();
        var good = files[Name];
        files[Name] = good[..^100];
        var error = Error(WriteAll(files));
        Assert.Equal(19 * 3073, error.Offset);
        Assert.EndsWith(Name, error.File);
        files[Name] = [.. good];
        files[Name][3 * 3073] = 10;
        error = Error(WriteAll(files));
        Assert.Equal(3 * 3073, error.Offset);
        Assert.Contains("label 10 of image 3 is out of range", error.Message);
    }

    [Fact]
    public void Open_PickledLabelOutOfRange_IsNamed()
    {
        var files = DatasetFixtures.Cifar10Python();
        files["cifar-10-batches-py/test_batch"] = DatasetFixtures.PickledImages("labels", 3072, new byte[2 * 3072], [0, 12]);
        Assert.Contains("label 12 of image 1", Error(WriteAll(files)).Message);
        var imageNet = DatasetFixtures.ImageNet16();
        imageNet["val_data"] = DatasetFixtures.PickledImages("labels", 768, new byte[768], [0]);
        Assert.Contains("label 0 of image 0", Error(WriteAll(imageNet, "imagenet")).Message);
    }

    [Fact]
    public void Open_PickleThatNamesACallable_IsRefusedAndNothingRuns()
    {
        var files = DatasetFixtures.ImageNet16();
        files["train_data_batch_4"] = "cposix\nsystem\n(Vtouch evil\ntR."u8.ToArray();
        var error = Error(WriteAll(files));
        Assert.EndsWith("train_data_batch_4", error.File);
        Assert.Contains("'posix.system'", error.Message);
    }

    [Fact]
    public void Open_PickleCutShortOrOfAnotherShape_IsNamed()
    {
        var files = DatasetFixtures.ImageNet16();
        var good = files["train_data_batch_2"];
        files["train_data_batch_2"] = good[..(good.Length / 2)];
        Assert.EndsWith("train_data_batch_2", Error(WriteAll(files)).File);
        files["train_data_batch_2"] = DatasetFixtures.PickledImages("labels", 3072, new byte[3072], [1]);
        Assert.Contains("768 values an image", Error(WriteAll(files)).Message);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte")]
    [InlineData("train-labels-idx1-ubyte")]
    [InlineData("t10k-images-idx3-ubyte")]
    [InlineData("t10k-labels-idx1-ubyte")]
    public void Open_IdxFileMissingOrTruncatedAnywhereOrWithAFlippedHeaderBit_IsNamed(string name)
    {
        var files = DatasetFixtures.Idx(gzip: false);
        var good = files[name];
        for (var length = 0; length < good.Length; length += 1 + length / 7)
            Check(good[..length]);
        for (var bit = 0; bit < 64; bit++)
            Check([.. good[..(bit / 8)], (byte)(good[bit / 8] ^ (1 << (bit % 8))), .. good[(bit / 8 + 1)..]]);
        files.Remove(name);
        Assert.EndsWith(name, Error(WriteAll(files, "missing")).File);

        void Check(byte[] damaged)
        {
            files[name] = damaged;
            Assert.Contains("-idx", Error(WriteAll(files)).File);
        }
    }

    [Fact]
    public void Open_IdxLabelOutOfRangeOrOneClass_IsToldWithItsOffset()
    {
        var files = DatasetFixtures.Idx(gzip: false);
        files["t10k-labels-idx1-ubyte"] = DatasetFixtures.IdxFile([6], [0, 1, 2, 0, 3, 2]);
        Assert.Equal(12, Error(WriteAll(files)).Offset);
        files["train-labels-idx1-ubyte"] = DatasetFixtures.IdxFile([30], new byte[30]);
        Assert.Contains("the labels name 1 class;", Error(WriteAll(files)).Message);
    }

    [Fact]
    public void Open_GzipTruncatedOrFlippedAnywhere_IsNamed()
    {
        const string Name = "train-images-idx3-ubyte.gz";
        var files = DatasetFixtures.Idx(gzip: true);
        var good = files[Name];
        var folder = WriteAll(files);
        var reference = DatasetSource.Open(folder).ContentHash;
        foreach (var length in Enumerable.Range(0, good.Length).Where(length => length % 31 == 0 || length > good.Length - 12))
        {
            _folder.Write($"dataset/{Name}", good[..length]);
            Assert.EndsWith(Name, Error(folder).File);
        }

        // Some bits, of the header and between blocks, do not matter to the contents.
        for (var position = 0; position < good.Length; position += position < 40 ? 1 : 23)
        {
            _folder.Write($"dataset/{Name}", [.. good[..position], (byte)(good[position] ^ 4), .. good[(position + 1)..]]);
            CheckUnharmedOrNamed(folder, Name, reference);
        }
    }

    [Fact]
    public void Open_TarGzTruncatedOrFlippedAnywhere_IsNamed()
    {
        var good = DatasetFixtures.TarGz(DatasetFixtures.Cifar100Binary());
        for (var length = 1; length < good.Length; length += good.Length / 20)
            Check(good[..length]);
        Check(good[..^1]);
        Check(good[..^9]);
        for (var position = 10; position < good.Length; position += good.Length / 20)
            Check([.. good[..position], (byte)(good[position] ^ 16), .. good[(position + 1)..]]);

        void Check(byte[] damaged)
        {
            var path = _folder.Write("damaged.tar.gz", damaged);
            Assert.StartsWith(path, Error(path).File);
        }
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    public void Open_ZipTruncatedOrFlippedAnywhere_IsNamed(CompressionLevel level)
    {
        var pictures = DatasetFixtures.Pictures(withTest: true);
        var good = DatasetFixtures.Zip(pictures, level);
        for (var length = 1; length < good.Length; length += good.Length / 40)
            Assert.Equal("damaged.zip", Path.GetFileName(Error(_folder.Write("damaged.zip", good[..length])).File));

        // The directory at the end has no checksum, so it is left alone. What is hit is a picture, or a header that does not matter.
        var directory = good.AsSpan().IndexOf("PK\x01\x02"u8);
        var reference = DatasetSource.Open(_folder.Write("good.zip", good)).ContentHash;
        for (var position = 30; position < directory; position += 101)
        {
            var path = _folder.Write("damaged.zip", [.. good[..position], (byte)(good[position] ^ 4), .. good[(position + 1)..]]);
            CheckUnharmedOrNamed(path, "", reference);
        }
    }

    private static void CheckUnharmedOrNamed(string path, string name, string reference)
    {
        try
        {
            Assert.Equal(reference, DatasetSource.Open(path).ContentHash);
        }
        catch (DatasetFormatException e)
        {
            Assert.StartsWith(Path.Combine(path, name), e.File);
        }
    }

    private static DatasetFormatException Error(string path) => Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(path));

    private string WriteAll(Dictionary<string, byte[]> files, string folder = "dataset")
    {
        foreach (var (name, bytes) in files)
            _folder.Write($"{folder}/{name}", bytes);
        return Path.Combine(_folder.Path, folder);
    }
}
