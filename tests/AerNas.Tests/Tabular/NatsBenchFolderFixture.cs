using System.Globalization;
using System.Text;
using AerNas.Pickles;
using ICSharpCode.SharpZipLib.BZip2;

namespace AerNas.Tests.Tabular;

/// <summary>Folders of NATS-Bench's form, made of the published samples: cells are the samples under other indices and names.</summary>
internal static class NatsBenchFolderFixture
{
    private const int Head = 12_000; // bytes of a pickle, within which it states its index and name

    /// <summary>The indices of the published samples.</summary>
    public static readonly int[] Samples = [0, 11, 284];

    private static readonly Lazy<byte[][]> LazyPickles =
        new(() => [.. Samples.Select(index => Unpack(File.ReadAllBytes(Path.Combine(Folder!, Name(index)))))]);

    private static readonly Lazy<string[]> LazyCells = new(() =>
    {
        var meta = (PickleDictionary)PickleReader.Read(Unpack(File.ReadAllBytes(Path.Combine(Folder!, "meta.pickle.pbz2"))))!;
        return meta.TryGet<List<object?>>("meta_archs", out var cells) ? [.. cells.Cast<string>()] : [];
    });

    public static string? Folder => SharedFiles.Find("data", "nats-tss-sample");

    /// <summary>The published order.</summary>
    public static string[] Cells => LazyCells.Value;

    public static string RequireFolder()
    {
        Assert.SkipWhen(Folder is null, "shared/data/nats-tss-sample is not here");
        return Folder!;
    }

    public static string Name(int index) => index.ToString("000000", CultureInfo.InvariantCulture) + ".pickle.pbz2";

    /// <summary>Which sample <see cref="WriteCells"/> makes a cell of.</summary>
    public static int SampleOf(int index) => index % Samples.Length;

    /// <summary>Fills a folder with the list of cells and some of the cells.</summary>
    public static void WriteCells(string folder, IEnumerable<int> indices)
    {
        File.Copy(Path.Combine(RequireFolder(), "meta.pickle.pbz2"), Path.Combine(folder, "meta.pickle.pbz2"));
        SplicedBzip2[] rests = [.. Enumerable.Range(0, Samples.Length).Select(sample => new SplicedBzip2(Pack(Pickle(sample)[Head..])))];
        Parallel.ForEach(indices, index =>
        {
            var sample = SampleOf(index);
            var renamed = Renamed(sample, index);
            var head = new SplicedBzip2(Pack(renamed[..^(Pickle(sample).Length - Head)]));
            File.WriteAllBytes(Path.Combine(folder, Name(index)), SplicedBzip2.Join(head, rests[sample]));
        });
    }

    /// <summary>The pickle of a sample, unpacked.</summary>
    public static byte[] Pickle(int sample) => LazyPickles.Value[sample];

    /// <summary>The pickle of a sample as that of another cell: it states its index twice, once a training, and its name once.</summary>
    public static byte[] Renamed(int sample, int index)
    {
        var pickle = Pickle(sample).AsSpan();
        var name = Encoding.ASCII.GetBytes(Cells[index]);
        var oldIndex = IndexOpcode(Samples[sample]);
        byte[] newIndex = [(byte)'M', (byte)index, (byte)(index >> 8)];
        byte[] key = [.. "arch_index"u8, 0x94];
        byte[] secondKey = [(byte)'h', 6, .. oldIndex, (byte)'h', 7];
        var first = pickle.IndexOf(key) + key.Length;
        var oldName = pickle[first..].IndexOf((byte)'|') + first;
        var afterName = oldName + pickle[oldName - 1];
        var second = pickle[afterName..].IndexOf(secondKey) + afterName + 2;
        Assert.True(pickle[first..].StartsWith(oldIndex) && second > afterName && second < Head - newIndex.Length,
            "The samples have another form than this test was written for.");
        return
        [
            .. pickle[..first], .. newIndex, .. pickle[(first + oldIndex.Length)..(oldName - 1)], (byte)name.Length, .. name,
            .. pickle[afterName..second], .. newIndex, .. pickle[(second + oldIndex.Length)..],
        ];
    }

    public static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new BZip2OutputStream(packed, content.Length < 90_000 ? 1 : 9) { IsStreamOwner = false }) stream.Write(content);
        return packed.ToArray();
    }

    private static byte[] IndexOpcode(int index) => index < 256 ? [(byte)'K', (byte)index] : [(byte)'M', (byte)index, (byte)(index >> 8)];

    private static byte[] Unpack(byte[] packed)
    {
        using var stream = new BZip2InputStream(new MemoryStream(packed));
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
