using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using AerNas.Fuzzing.Seeds;
using SkiaSharp;

namespace AerNas.Tests.Data.Sources;

/// <summary>Small datasets in the published forms. Each is a dictionary from file name to contents.</summary>
internal static class DatasetFixtures
{
    public const int CifarLength = 3 * 32 * 32, PerFile = 20;

    public static Dictionary<string, byte[]> Cifar10Binary() => Enumerable.Range(1, 5)
        .Select(i => ($"cifar-10-batches-bin/data_batch_{i}.bin", i)).Append(("cifar-10-batches-bin/test_batch.bin", 6))
        .ToDictionary(file => file.Item1, file => CifarRecords(file.Item2, classes: 10, labelBytes: 1))
        .With("cifar-10-batches-bin/batches.meta.txt", Encoding.ASCII.GetBytes(string.Join('\n', ClassNames(10)) + "\n\n"));

    public static Dictionary<string, byte[]> Cifar100Binary() => new Dictionary<string, byte[]>
    {
        ["cifar-100-binary/train.bin"] = CifarRecords(1, classes: 100, labelBytes: 2),
        ["cifar-100-binary/test.bin"] = CifarRecords(2, classes: 100, labelBytes: 2),
        ["cifar-100-binary/fine_label_names.txt"] = Encoding.ASCII.GetBytes(string.Join('\n', ClassNames(100))),
        ["cifar-100-binary/coarse_label_names.txt"] = "x\n"u8.ToArray(),
    };

    /// <summary>As Python 2 wrote them: 8-bit strings throughout.</summary>
    public static Dictionary<string, byte[]> Cifar10Python() => Enumerable.Range(1, 5)
        .Select(i => ($"cifar-10-batches-py/data_batch_{i}", i)).Append(("cifar-10-batches-py/test_batch", 6))
        .ToDictionary(file => file.Item1, file => PickledImages("labels", CifarLength, PixelsOf(file.Item2), Labels(file.Item2, 10)))
        .With("cifar-10-batches-py/batches.meta", Names("label_names", 10));

    public static Dictionary<string, byte[]> Cifar100Python() => new()
    {
        ["cifar-100-python/train"] = PickledImages("fine_labels", CifarLength, PixelsOf(1), Labels(1, 100)),
        ["cifar-100-python/test"] = PickledImages("fine_labels", CifarLength, PixelsOf(2), Labels(2, 100)),
        ["cifar-100-python/meta"] = Names("fine_label_names", 100),
    };

    /// <summary>Labels 1 to 125; those above 120 are to be left out.</summary>
    public static Dictionary<string, byte[]> ImageNet16() => Enumerable.Range(1, 10).Select(i => $"train_data_batch_{i}").Append("val_data")
        .ToDictionary(name => name, name => PickledImages(
            "labels", 3 * 16 * 16, TestImages.Noise(25 * 3 * 16 * 16), [.. Enumerable.Range(0, 25).Select(i => 1 + i * 31 / 6)]));

    public static Dictionary<string, byte[]> Idx(bool gzip) => new Dictionary<string, byte[]>
    {
        ["train-images-idx3-ubyte"] = IdxFile([30, 8, 8], TestImages.Noise(30 * 64)),
        ["train-labels-idx1-ubyte"] = IdxFile([30], [.. Enumerable.Range(0, 30).Select(i => (byte)(i % 3))]),
        ["t10k-images-idx3-ubyte"] = IdxFile([6, 8, 8], TestImages.Noise(6 * 64, 99)),
        ["t10k-labels-idx1-ubyte"] = IdxFile([6], [0, 1, 2, 0, 1, 2]),
    }.ToDictionary(file => gzip ? file.Key + ".gz" : file.Key, file => gzip ? Compress(file.Value) : file.Value);

    public static Dictionary<string, byte[]> Pictures(bool withTest, int perClass = 12) =>
        new[] { "train", "test" }[..(withTest ? 2 : 1)]
            .SelectMany(part => new[] { "cat", "dog", "eel" }.SelectMany((name, label) => Enumerable.Range(0, perClass)
                .Select(i => (Name: $"{part}/{name}/{i:D3}.png", Bytes: Picture(8, 8, new SKColor((byte)(label * 100), (byte)i, 50))))))
            .ToDictionary(file => file.Name, file => file.Bytes);

    public static byte[] Picture(
        int width, int height, SKColor color, SKEncodedImageFormat format = SKEncodedImageFormat.Png, bool grey = false)
    {
        using var bitmap = new SKBitmap(width, height, grey ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque);
        bitmap.Erase(color);
        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }

    public static byte[] IdxFile(int[] shape, byte[] values)
    {
        var header = new byte[4 + 4 * shape.Length];
        (header[2], header[3]) = (8, (byte)shape.Length);
        for (var i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), shape[i]);
        return [.. header, .. values];
    }

    public static byte[] Compress(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return output.ToArray();
    }

    public static byte[] TarGz(Dictionary<string, byte[]> files)
    {
        using var output = new MemoryStream();
        using (var tar = new TarWriter(output, TarEntryFormat.Ustar))
            foreach (var (name, bytes) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
        return Compress(output.ToArray());
    }

    public static byte[] Zip(Dictionary<string, byte[]> files, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create))
            foreach (var (name, bytes) in files)
                using (var entry = zip.CreateEntry(name, level).Open())
                    entry.Write(bytes);
        return output.ToArray();
    }

    public static byte[] PixelsOf(int file) => TestImages.Noise(PerFile * CifarLength, (uint)file);

    public static int[] Labels(int file, int classes) => [.. Enumerable.Range(0, PerFile).Select(i => (i * 7 + file) % classes)];

    public static byte[] PickledImages(string labelsKey, int length, byte[] pixels, int[] labels)
    {
        var writer = new PickleWriter().Op('}').String("data"u8.ToArray()).Array("u1", [labels.Length, length], pixels).Op('s')
            .String(Encoding.ASCII.GetBytes(labelsKey)).Op(']').Op('(');
        foreach (var label in labels)
            writer.Int(label);
        return writer.Op('e').Op('s').End();
    }

    private static byte[] CifarRecords(int file, int classes, int labelBytes)
    {
        var pixels = PixelsOf(file);
        var labels = Labels(file, classes);
        return [.. Enumerable.Range(0, PerFile).SelectMany(i =>
            new byte[labelBytes - 1].Append((byte)labels[i]).Concat(pixels.Skip(i * CifarLength).Take(CifarLength)))];
    }

    private static byte[] Names(string key, int classes)
    {
        var writer = new PickleWriter().Op('}').String(Encoding.ASCII.GetBytes(key)).Op(']').Op('(');
        foreach (var name in ClassNames(classes))
            writer.String(Encoding.ASCII.GetBytes(name));
        return writer.Op('e').Op('s').End();
    }

    private static IEnumerable<string> ClassNames(int classes) => Enumerable.Range(0, classes).Select(i => $"class{i}");

    private static Dictionary<string, byte[]> With(this Dictionary<string, byte[]> files, string name, byte[] bytes)
    {
        files[name] = bytes;
        return files;
    }
}
