namespace AerNas.Data.Pictures;

/// <summary>Which files are pictures, by their names relative to the folder or archive that was named.</summary>
public static class PictureKinds
{
    /// <summary>The endings of the kinds that are read, in lower case.</summary>
    public static ImmutableArray<string> Read { get; } = [".jpg", ".jpeg", ".png", ".bmp", ".webp"];

    private static readonly ImmutableHashSet<string> Others =
    [
        ".gif", ".tif", ".tiff", ".heic", ".heif", ".avif", ".jxl", ".jp2", ".svg", ".ico", ".psd", ".tga", ".pbm", ".pgm",
            ".ppm", ".pnm", ".exr",
        ".dng", ".cr2", ".cr3", ".nef", ".arw", ".orf", ".rw2", ".raf", ".raw",
    ];

    /// <summary>Whether a file is a picture of a kind that is read. Hidden files and folders, which systems add, do not count.</summary>
    public static bool IsRead(string name) => Read.Contains(Kind(name)) && !IsHidden(name);

    /// <summary>Whether a file is a picture of another kind.</summary>
    public static bool IsOther(string name) => Others.Contains(Kind(name)) && !IsHidden(name);

    /// <summary>What a person should know about pictures of other kinds among files, in a sentence; null where there are none.</summary>
    public static string? NoteOfOthers(IEnumerable<string> names)
    {
        var kinds = names.Where(IsOther).CountBy(Kind).OrderByDescending(kind => kind.Value)
            .ThenBy(kind => kind.Key, StringComparer.Ordinal).ToList();
        return kinds.Count == 0 ? null
            : $"Pictures of other kinds than {string.Join(", ", Read)} are left out: "
            + $"{string.Join(", ", kinds.Select(kind => $"{kind.Value} {kind.Key}"))}.";
    }

    private static string Kind(string name) => Path.GetExtension(name).ToLowerInvariant();

    /// <summary>Whether a file or folder is hidden, or lies in a folder that is.</summary>
    internal static bool IsHidden(string name) => name.Split('/', '\\').Any(part => part.StartsWith('.') || part == "__MACOSX");
}
