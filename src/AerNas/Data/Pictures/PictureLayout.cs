using AerNas.Data.Sources;

namespace AerNas.Data.Pictures;

/// <summary>
/// Where the pictures of a folder or archive lie: <c>train/CLASS/</c> with or without <c>test/CLASS/</c>, the folders of the classes by
/// themselves, or <c>test/CLASS/</c> alone. The names count whatever their case, and other folders may lie around it.
/// </summary>
/// <param name="Root">The folder that holds all of it; empty or ending with a slash.</param>
/// <param name="Train">The folder whose folders are the classes; null where there are test pictures only.</param>
/// <param name="Test">The folder of the test pictures; null where there is none.</param>
internal sealed record PictureLayout(string Root, string? Train, string? Test)
{
    private static readonly ImmutableArray<string> TrainNames = ["train", "training"];
    private static readonly ImmutableArray<string> TestNames = ["test", "testing", "val", "valid", "validation"];

    /// <summary>The layout of the pictures among files; null where there are none.</summary>
    public static PictureLayout? Find(DatasetFiles files)
    {
        List<string> folders = [.. files.Folders.Where(folder => !PictureKinds.IsHidden(folder))];
        return folders.Select(folder => Parted(files, folder)).FirstOrDefault(layout => layout is not null)
            ?? folders.Select(folder => TestOnly(files, folder)).FirstOrDefault(layout => layout is not null)
            ?? ClassesOnly(files);
    }

    /// <summary>The classes in a folder, in ordinal order.</summary>
    public static ImmutableArray<string> ClassesIn(DatasetFiles files, string folder) =>
        [.. files.FoldersIn(folder).Where(name => !PictureKinds.IsHidden(name))];

    /// <summary>The pictures of a class in a folder, in ordinal order, wherever they lie in the class's folder.</summary>
    public static ImmutableArray<string> PicturesIn(DatasetFiles files, string folder) =>
        [.. files.FilesUnder(folder).Where(PictureKinds.IsRead)];

    /// <summary>
    /// A folder with <c>train/</c> in it. That may also be the name of a class beside others; then it has no folders.
    /// </summary>
    private static PictureLayout? Parted(DatasetFiles files, string root)
    {
        if (Named(files, root, TrainNames).FirstOrDefault() is not { } train) return null;
        var isClass = !ClassesIn(files, train).Any() && files.FoldersIn(root).Any(name =>
            !IsPart(name) && HasPictures(files, $"{root}{name}/"));
        return isClass ? null : new PictureLayout(root, train, TestFolder(files, root));
    }

    /// <summary>A folder with <c>test/CLASS/</c> in it.</summary>
    private static PictureLayout? TestOnly(DatasetFiles files, string root) =>
        TestFolder(files, root) is { } test && HasPictures(files, test)
            && !files.FoldersIn(root).Any(name => !IsPart(name) && HasPictures(files, $"{root}{name}/"))
            ? new PictureLayout(root, null, test)
            : null;

    /// <summary>The shallowest folder of which several folders hold pictures, or one that holds them itself.</summary>
    private static PictureLayout? ClassesOnly(DatasetFiles files)
    {
        var root = "";
        if (!HasPictures(files, root)) return null;
        while (!files.FilesIn(root).Any(PictureKinds.IsRead))
        {
            List<string> holding = [.. ClassesIn(files, root).Select(name => $"{root}{name}/").Where(folder => HasPictures(files, folder))];
            if (holding is not [var only] || files.FilesIn(only).Any(PictureKinds.IsRead)) break;
            root = only;
        }

        return new PictureLayout(root, root, null);
    }

    /// <summary>The first folder of test pictures that has classes: there may be one of pictures of which nobody tells the class.</summary>
    private static string? TestFolder(DatasetFiles files, string root) =>
        Named(files, root, TestNames).FirstOrDefault(folder => TinyImageNet.IsAnnotated(files, folder))
        ?? Named(files, root, TestNames).FirstOrDefault(folder => ClassesIn(files, folder).Any())
        ?? Named(files, root, TestNames).FirstOrDefault(folder => LabelledList.IsLabelled(files, folder));

    /// <summary>The folders of some names in a folder, by the order of the names; one in lower case first.</summary>
    private static IEnumerable<string> Named(DatasetFiles files, string root, ImmutableArray<string> names) =>
        from name in names
        from folder in files.FoldersIn(root).OrderByDescending(folder => folder, StringComparer.Ordinal)
        where string.Equals(folder, name, StringComparison.OrdinalIgnoreCase)
        select $"{root}{folder}/";

    private static bool IsPart(string name) => TrainNames.Concat(TestNames).Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool HasPictures(DatasetFiles files, string folder) => files.FilesUnder(folder).Any(PictureKinds.IsRead);
}
