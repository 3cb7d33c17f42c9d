namespace AerNas.Runs;

/// <summary>Makes the folder of something new that is kept: a run or a study.</summary>
internal static class NewFolder
{
    /// <summary>Makes it; an empty one may be there.</summary>
    /// <param name="path">Where.</param>
    /// <param name="what">What is to lie in it, in a word.</param>
    /// <param name="record">The name of the file by which one is known that lies there already.</param>
    /// <exception cref="RunStorageException">It holds something already, or cannot be made.</exception>
    public static void Make(string path, string what, string record)
    {
        if (File.Exists(path)) throw new RunStorageException(path, $"{path} is a file; name a folder with --out.");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            var remedy = File.Exists(Path.Combine(path, record))
                ? $"go on with that {what} by --resume, or name another folder with --out."
                : "name another folder with --out.";
            throw new RunStorageException(path, $"{path} exists and is not empty; {remedy}");
        }

        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException(path, e);
        }
    }
}
