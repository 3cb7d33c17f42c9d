using System.Buffers.Binary;
using System.Text;

namespace AerNas.Fuzzing.Seeds;

/// <summary>The smallest sound datasets in the published forms. Each is a dictionary from file name to content.</summary>
internal static class SmallDatasets
{
    private const int CifarPixels = 3 * 32 * 32, ImageNetPixels = 3 * 16 * 16;

    /// <param name="count">Training images.</param>
    /// <param name="size">Their height and width.</param>
    public static Dictionary<string, byte[]> Idx(int count, int size) => new()
    {
        ["train-images-idx3-ubyte"] = IdxFile([count, size, size], Bytes(count * size * size)),
        ["train-labels-idx1-ubyte"] = IdxFile([count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 2))]),
        ["t10k-images-idx3-ubyte"] = IdxFile([2, size, size], Bytes(2 * size * size)),
        ["t10k-labels-idx1-ubyte"] = IdxFile([2], [1, 0]),
    };

    public static Dictionary<string, byte[]> Idx() => new()
    {
        ["train-images-idx3-ubyte"] = IdxFile([3, 4, 4], Bytes(48)),
        ["train-labels-idx1-ubyte"] = IdxFile([3], [0, 1, 1]),
        ["t10k-images-idx3-ubyte"] = IdxFile([2, 4, 4], Bytes(32)),
        ["t10k-labels-idx1-ubyte"] = IdxFile([2], [1, 0]),
    };

    public static Dictionary<string, byte[]> Cifar10Binary() => Numbered("data_batch_", ".bin", 5).Append("test_batch.bin")
        .ToDictionary(name => name, _ => (byte[])[3, .. Bytes(CifarPixels)]);

    public static Dictionary<string, byte[]> Cifar100Binary() => new()
    {
        ["train.bin"] = [1, 99, .. Bytes(CifarPixels)],
        ["test.bin"] = [1, 0, .. Bytes(CifarPixels)],
        ["fine_label_names.txt"] = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 100))),
    };

    public static Dictionary<string, byte[]> Cifar10Python() => Numbered("data_batch_", "", 5).Append("test_batch")
        .ToDictionary(name => name, _ => Images("labels", CifarPixels, 9)).With("batches.meta", Names("label_names", 10));

    public static Dictionary<string, byte[]> Cifar100Python() => new()
    {
        ["train"] = Images("fine_labels", CifarPixels, 99),
        ["test"] = Images("fine_labels", CifarPixels, 0),
        ["meta"] = Names("fine_label_names", 100),
    };

    public static Dictionary<string, byte[]> ImageNet16() => Numbered("train_data_batch_", "", 10).Append("val_data")
        .ToDictionary(name => name, _ => Images("labels", ImageNetPixels, 120));

    public static Dictionary<string, byte[]> Pictures() => new()
    {
        ["train/a/0.png"] = SmallPictures.Png,
        ["train/b/0.jpg"] = SmallPictures.Jpeg,
        ["test/a/0.png"] = SmallPictures.Png,
    };

    private static byte[] IdxFile(int[] shape, byte[] values)
    {
        var header = new byte[4 + (4 * shape.Length)];
        (header[2], header[3]) = (8, (byte)shape.Length);
        for (var i = 0; i < shape.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), shape[i]);
        return [.. header, .. values];
    }

    private static byte[] Images(string labels, int pixels, int label) => new PickleWriter().Op('}').String("data"u8.ToArray())
        .Array("u1", [1, pixels], Bytes(pixels)).Op('s').String(Encoding.ASCII.GetBytes(labels)).Op(']').Op('(').Int(label)
        .Op('e').Op('s').End();

    private static byte[] Names(string key, int classes)
    {
        var writer = new PickleWriter().Op('}').String(Encoding.ASCII.GetBytes(key)).Op(']').Op('(');
        for (var i = 0; i < classes; i++) writer.String([(byte)'n', (byte)('0' + (i % 10))]);
        return writer.Op('e').Op('s').End();
    }

    private static IEnumerable<string> Numbered(string stem, string ending, int count) =>
        Enumerable.Range(1, count).Select(i => $"{stem}{i}{ending}");

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * i % 251))];

    private static Dictionary<string, byte[]> With(this Dictionary<string, byte[]> files, string name, byte[] bytes)
    {
        files[name] = bytes;
        return files;
    }
}
