using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AerNas.Files;

namespace AerNas.Runs;

/// <summary>The checkpoints of a run: files named by position, each with its SHA-256 beside it (the form <c>sha256sum -c</c> reads). Both
/// are written beside and renamed, the digest first, and the last two checkpoints are kept.</summary>
public sealed class CheckpointStore
{
    private const int Kept = 2;
    private const string Extension = ".safetensors";
    private const string DigestExtension = ".sha256";
    private const int LongestDigest = 4096;

    internal CheckpointStore(string path) => Path = path;

    /// <summary>The folder they lie in.</summary>
    public string Path { get; }

    /// <summary>Writes a checkpoint, then removes all but the last two and those that are asked for.</summary>
    /// <param name="position">Epoch and step it stands at.</param>
    /// <param name="content">The file's bytes.</param>
    /// <param name="alsoSince">Checkpoints that stand at this epoch or later are kept too.</param>
    /// <exception cref="RunStorageException">It could not be written; the earlier ones are intact.</exception>
    public void Save(RunPosition position, ReadOnlyMemory<byte> content, int alsoSince = int.MaxValue)
    {
        AtomicFile.MakeFolder(Path);
        var file = FileOf(position);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        AtomicFile.WriteText(file + DigestExtension, $"{digest}  {System.IO.Path.GetFileName(file)}\n");
        AtomicFile.Write(file, stream => stream.Write(content.Span));
        Prune(alsoSince);
    }

    /// <summary>Removes all but the last two checkpoints and those asked for, and digests that lack their checkpoint.</summary>
    /// <param name="alsoSince">Checkpoints that stand at this epoch or later are kept too.</param>
    public void Prune(int alsoSince = int.MaxValue)
    {
        Delete(List().SkipLast(Kept).Where(old => EpochOf(old) < alsoSince));
        if (!Directory.Exists(Path)) return;
        foreach (var digest in Directory.EnumerateFiles(Path, "*" + Extension + DigestExtension).ToList())
            if (!File.Exists(digest[..^DigestExtension.Length])) File.Delete(digest);
    }

    /// <summary>Removes the checkpoints later than a position, the latest first: whatever is left stands for a whole run.</summary>
    public void ForgetAfter(RunPosition position) =>
        Delete(List().Reverse().TakeWhile(file => string.CompareOrdinal(file, FileOf(position)) > 0));

    /// <summary>The files, oldest first.</summary>
    public ImmutableArray<string> List() => Directory.Exists(Path)
        ? [.. Directory.EnumerateFiles(Path, "*" + Extension).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Reads a checkpoint after checking its digest.</summary>
    /// <param name="file">One of <see cref="List"/>; null takes the newest.</param>
    /// <exception cref="CheckpointMismatchException">It is damaged or missing; the message offers the previous one if sound.</exception>
    public (string File, byte[] Content) Load(string? file = null)
    {
        file ??= List().LastOrDefault()
            ?? throw new CheckpointMismatchException(Path, $"{Path} holds no checkpoint yet; start the run anew.");
        if (TryLoad(file) is { } content) return (file, content);
        var previous = List().LastOrDefault(other => other != file && TryLoad(other) is not null);
        var remedy = previous is null
            ? "no sound checkpoint is left; start the run anew."
            : $"the one before it is sound: add --checkpoint {System.IO.Path.GetFileName(previous)} to go on from there.";
        throw new CheckpointMismatchException(file, $"{file} is damaged: its bytes do not match its SHA-256; {remedy}");
    }

    /// <summary>Reads the checkpoint of a position.</summary>
    /// <exception cref="CheckpointMismatchException">It is damaged or missing.</exception>
    public (string File, byte[] Content) Load(RunPosition position) => Load(Find(System.IO.Path.GetFileName(FileOf(position))));

    /// <summary>The checkpoint of a name within the folder.</summary>
    /// <exception cref="CheckpointMismatchException">There is none; the message lists what there is.</exception>
    public string Find(string name) => List().FirstOrDefault(file => System.IO.Path.GetFileName(file) == name)
        ?? throw new CheckpointMismatchException(
            System.IO.Path.Combine(Path, name),
                $"{Path} has no checkpoint {name}; there is {string.Join(", ", List().Select(System.IO.Path.GetFileName))}.");

    private string FileOf(RunPosition position) =>
        System.IO.Path.Combine(Path, $"{position.Epoch:000000}-{position.Step:000000}{Extension}");

    private static int EpochOf(string file) => int.Parse(System.IO.Path.GetFileName(file).Split('-')[0], CultureInfo.InvariantCulture);

    private static void Delete(IEnumerable<string> files)
    {
        foreach (var file in files.ToList())
        {
            File.Delete(file);
            File.Delete(file + DigestExtension);
        }
    }

    private static byte[]? TryLoad(string file)
    {
        if (!File.Exists(file) || !File.Exists(file + DigestExtension)) return null;
        var content = RegularFile.ReadBytes(file, Array.MaxLength);
        var expected = Encoding.UTF8.GetString(RegularFile.ReadBytes(file + DigestExtension, LongestDigest)).Split(' ')[0];
        return Convert.ToHexStringLower(SHA256.HashData(content)) == expected ? content : null;
    }
}
