using AerNas.Files;

namespace AerNas.Tabular.Sources;

/// <summary>Names what people have of NAS-Bench-201 besides the folder and a CSV, by a file's first bytes and its ending.</summary>
internal static class FileKinds
{
    private const int Longest = 16; // bytes that are looked at
    private const string TorchSave =
        "a file of torch.save, as NAS-Bench-201 was published before NATS-Bench (NAS-Bench-201-v1_1-096897.pth)";

    /// <summary>What the file is, if it is no text.</summary>
    public static string? NotATable(string path)
    {
        var head = Head(path);
        return (head, Path.GetExtension(path).ToLowerInvariant()) switch
        {
            ([0x80, >= 2 and <= 5, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, ..], _) => TorchSave, // the magic number of its older form, pickled
            ([(byte)'P', (byte)'K', 3, 4, ..], ".pth" or ".pt") => TorchSave,
            ([(byte)'P', (byte)'K', 3, 4, ..], _) => "a zip, which is not unpacked here",
            ([0x80, >= 2 and <= 5, ..], _) => "a pickle that was unpacked from its .pbz2",
            ([(byte)'B', (byte)'Z', (byte)'h', ..], ".pbz2") => "the file of one cell",
            ([(byte)'B', (byte)'Z', (byte)'h', ..], _) or ([0x1f, 0x8b, ..], _) or (_, ".tar") => "an archive, which is not unpacked here",
            _ => null,
        };
    }

    private static byte[] Head(string path)
    {
        using var file = RegularFile.Open(path);
        var head = new byte[Longest];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }
}
