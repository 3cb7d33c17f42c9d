using AerNas.Data.Sources;

namespace AerNas.Data.Pictures;

/// <summary>
/// A folder or archive of pictures in one of the ways of <see cref="PictureLayout"/>. Without a test folder every sixth picture of each
/// class is held out. Classes are in ordinal order of their names. Pictures are arranged so that every stretch of them has the classes in
/// proportion, for the halves of a search are cut without shuffling.
/// </summary>
internal sealed class PictureFolderFormat : IDatasetFormat
{
    public string Description =>
        "pictures in folders (CLASS/*.jpg or *.png, or train/CLASS/ and test/ or val/ likewise), or a zip or tar of them";

    public string? Locate(DatasetFiles files) => PictureLayout.Find(files)?.Root;

    public bool MayHold(string name) => PictureKinds.IsRead(name)
        || Path.GetFileName(name) == TinyImageNet.Annotations || LabelledList.MayBe(name);

    public RawDataset Read(DatasetFiles files, string folder, DatasetOptions options)
    {
        var layout = PictureLayout.Find(files)!;
        var classes = Classes(files, layout);
        var found = PictureFiles.Find(files, layout, classes);
        var (used, dataset) = new PhotographReader(files, options).Read(classes, found, Parted) ?? Squares();
        for (var label = 0; label < classes.Length; label++)
            if (used.Train[label].IsEmpty)
                throw new DatasetFormatException(files.PathOf($"{layout.Train}{classes[label]}/"),
                    "none of its pictures can be read. Replace some of them, or take the folder out.");
        return dataset with { Notes = [.. HeldOutNotes(layout, used), .. dataset.Notes, .. LeftOutNotes(files, layout, found)] };

        PictureFiles Parted(PictureFiles pictures) => layout.Test is null ? pictures.HoldingOut() : pictures;

        (PictureFiles, RawDataset) Squares()
        {
            var (sound, sets, skipped) = new PictureSetReader(files, options).ReadSound(found, Parted);
            var (train, test) = (sets.Train.ToSet(sets.AreGrey, classes.Length)!, sets.Test.ToSet(sets.AreGrey, classes.Length));
            return (sound, new RawDataset(files.Name, classes, train, test) { Notes = [.. sets.Notes(options.Framing), .. skipped] });
        }
    }

    /// <summary>What a person should know about pictures that are not in any of the used folders, or of kinds that are not read.</summary>
    public static IEnumerable<string> LeftOutNotes(DatasetFiles files, PictureLayout layout, PictureFiles used)
    {
        var known = used.All.ToHashSet(StringComparer.Ordinal);
        var outside = files.FilesUnder("").Where(name => PictureKinds.IsRead(name) && !known.Contains(name))
            .CountBy(name => FolderOf(name, layout.Root)).Select(folder => $"{folder.Value} in {files.PathOf(folder.Key)}").ToList();
        if (outside.Count > 0) yield return $"Pictures outside the folders that are read are left out: {string.Join(", ", outside)}.";
        if (PictureKinds.NoteOfOthers(files.FilesUnder("")) is { } others) yield return others;
    }

    /// <summary>The folder by which a picture is told: one in the layout's own, or that itself.</summary>
    private static string FolderOf(string name, string root) =>
        name.IndexOf('/', name.StartsWith(root, StringComparison.Ordinal) ? root.Length : 0) is var slash and >= 0
            ? name[..(slash + 1)]
            : name[..(name.LastIndexOf('/') + 1)];

    private static IEnumerable<string> HeldOutNotes(PictureLayout layout, PictureFiles used)
    {
        if (layout.Test is null && used.TestCount > 0)
            yield return $"There is no test folder; every sixth picture of each class ({used.TestCount} in all) is "
                + "held out as the test set.";
    }

    private static ImmutableArray<string> Classes(DatasetFiles files, PictureLayout layout)
    {
        if (layout.Train is not { } train)
            throw new DatasetFormatException(files.PathOf(layout.Test!),
                $"there are test pictures only. Put those to learn from into {files.PathOf(layout.Root)}train/CLASS/.");
        ImmutableArray<string> classes = [.. PictureLayout.ClassesIn(files, train)];
        return classes.Length switch
        {
            0 => throw new DatasetFormatException(files.PathOf(train),
                "there are no classes. Put the pictures of each class into a folder of its own in here."),
            1 => throw new DatasetFormatException(files.PathOf(train),
                $"there is only one class, {classes[0]}. At least two are needed to learn to tell them apart."),
            _ => classes,
        };
    }
}
