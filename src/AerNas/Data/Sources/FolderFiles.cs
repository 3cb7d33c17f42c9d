namespace AerNas.Data.Sources;

/// <summary>The files of a folder.</summary>
internal sealed class FolderFiles(string folder) : DatasetFiles(folder, NamesIn(folder))
{
    // dataset/train/class/file, with one folder around it.
    private const int Depth = 3;

    protected override byte[] ReadCore(string name) => File.ReadAllBytes(Path.Combine(Origin, name));

    private static IEnumerable<string> NamesIn(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Depth, IgnoreInaccessible = false };
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", options).Select(info =>
                Path.GetRelativePath(folder, info.FullName).Replace('\\', '/') + (info is DirectoryInfo ? "/" : ""))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetFormatException(folder, $"the folder cannot be listed ({e.Message}).", innerException: e);
        }
    }
}
