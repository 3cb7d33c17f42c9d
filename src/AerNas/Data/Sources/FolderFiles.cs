using AerNas.Files;

namespace AerNas.Data.Sources;

/// <summary>The files of a folder.</summary>
internal sealed class FolderFiles : DatasetFiles
{
    /// <summary>How many folders deep files are found, that a link to a folder above it does not hold the process.</summary>
    public const int Depth = 8;

    private const long LongestFile = 1L << 30;

    private FolderFiles(string folder, IReadOnlyCollection<FileSystemInfo> found)
        : base(folder,
            found.Select(info => Path.GetRelativePath(folder, info.FullName).Replace('\\', '/') + (info is DirectoryInfo ? "/" : "")))
    {
        PackedLength = found.OfType<FileInfo>().Sum(file => file.Exists ? file.Length : 0); // a link may lead nowhere
    }

    public override long PackedLength { get; }

    /// <summary>Lists a folder.</summary>
    /// <exception cref="DatasetFormatException">It cannot be listed.</exception>
    public static FolderFiles Open(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Depth, IgnoreInaccessible = false };
        try
        {
            return new FolderFiles(folder, [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", options)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetFormatException(folder, $"the folder cannot be listed ({e.Message}).", innerException: e);
        }
    }

    public override long LengthOf(string name) => new FileInfo(Path.Combine(Origin, name)) is { Exists: true } file ? file.Length : 0;

    public override DatasetFiles Lasting(IEnumerable<string> names) => this;

    protected override byte[] ReadCore(string name) => RegularFile.ReadBytes(Path.Combine(Origin, name), LongestFile);
}
