namespace AerNas.Tests;

/// <summary>
/// Finds the folder <c>shared</c> that lies beside the project on the machines where it is developed; tests skip without it.
/// </summary>
internal static class SharedFiles
{
    /// <summary>A file or folder in it, or null.</summary>
    public static string? Find(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            foreach (var shared in new[] { Path.Combine(folder.FullName, "shared"), Path.Combine(folder.FullName, "..", "shared") })
                if (Path.GetFullPath(Path.Combine([shared, .. path])) is var found && Path.Exists(found))
                    return found;
        return null;
    }
}
