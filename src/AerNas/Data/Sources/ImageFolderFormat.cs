using System.Collections.Immutable;

namespace AerNas.Data.Sources;

/// <summary>
/// A folder or archive of pictures: <c>train/CLASS/*.jpg</c> and, for the test set, <c>test/</c> or <c>val/</c> of the same form. Without
/// one every sixth picture of each class is held out. Classes are in ordinal order of their names. Pictures are arranged so that every
/// stretch of them has the classes in proportion, for the halves of a search are cut without shuffling.
/// </summary>
internal sealed class ImageFolderFormat : IDatasetFormat
{
    private const string TrainFolder = "train/";
    private const int HeldOut = 6;

    private static readonly ImmutableArray<string> TestFolders = ["test/", "val/", "valid/"];
    private static readonly ImmutableArray<string> Extensions = [".jpg", ".jpeg", ".png", ".bmp", ".webp"];

    public string Description => "pictures in folders (train/CLASS/*.jpg or *.png; test/ or val/ likewise), or a zip or tar of them";

    public string? Locate(DatasetFiles files) => files.FolderOf(TrainFolder);

    public bool MayHold(string name) => IsPicture(name);

    public RawDataset Read(DatasetFiles files, string folder, DatasetOptions options)
    {
        var classNames = Classes(files, folder + TrainFolder);
        var trainFiles = FilesByClass(files, folder + TrainFolder, classNames, mayBeEmpty: false);
        var testFolder = TestFolders.Select(name => folder + name).FirstOrDefault(files.Contains);
        ImmutableArray<string> notes = [];
        List<string>[] testFiles;
        if (testFolder is not null)
        {
            if (Classes(files, testFolder).Except(classNames).FirstOrDefault() is { } unknown)
                throw new DatasetFormatException(files.PathOf(testFolder + unknown),
                    $"there is no such class in {TrainFolder}. Classes there: {string.Join(", ", classNames)}.");
            testFiles = FilesByClass(files, testFolder, classNames, mayBeEmpty: true);
        }
        else
        {
            (trainFiles, testFiles) = HoldOut(trainFiles);
            notes = [$"There is no test folder; every sixth picture of each class ({testFiles.Sum(c => c.Count)} in all) "
                + "is held out as the test set."];
        }
        var decoder = new ImageFileReader(files, options.Size);
        var train = decoder.Read(Interleave(trainFiles));
        var test = testFiles.All(list => list.Count == 0) ? null : decoder.Read(Interleave(testFiles));
        var grey = train.IsGrey && test?.IsGrey != false;
        return new RawDataset(Path.GetFileNameWithoutExtension(files.Origin.TrimEnd('/', '\\')), classNames,
            train.ToSet(grey, classNames.Length), test?.ToSet(grey, classNames.Length))
        {
            Notes = notes,
        };
    }

    private static ImmutableArray<string> Classes(DatasetFiles files, string folder)
    {
        ImmutableArray<string> classes = [.. files.FoldersIn(folder).Where(name => !name.StartsWith('.'))];
        return classes.Length switch
        {
            0 => throw new DatasetFormatException(files.PathOf(folder),
                "there are no classes. Put the pictures of each class into a folder of its own in here."),
            1 when folder.EndsWith(TrainFolder, StringComparison.Ordinal) => throw new DatasetFormatException(files.PathOf(folder),
                $"there is only one class, {classes[0]}. At least two are needed to learn to tell them apart."),
            _ => classes,
        };
    }

    private static List<string>[] FilesByClass(DatasetFiles files, string folder, ImmutableArray<string> classNames, bool mayBeEmpty) =>
        [.. classNames.Select(name =>
        {
            var path = $"{folder}{name}/";
            var pictures = files.FilesIn(path).Where(IsPicture).ToList();
            return pictures.Count > 0 || mayBeEmpty
                ? pictures
                : throw new DatasetFormatException(files.PathOf(path),
                    $"there is no picture of this class. Put {string.Join(", ", Extensions)} files in, or take the folder out.");
        })];

    private static bool IsPicture(string name) =>
        Extensions.Contains(Path.GetExtension(name).ToLowerInvariant()) && !Path.GetFileName(name).StartsWith('.');

    private static (List<string>[] Train, List<string>[] Test) HoldOut(List<string>[] all) => (
        Array.ConvertAll(all, files => files.Where((_, i) => i % HeldOut != HeldOut - 1).ToList()),
        Array.ConvertAll(all, files => files.Where((_, i) => i % HeldOut == HeldOut - 1).ToList()));

    private static ImageFile[] Interleave(List<string>[] filesByClass) =>
        [.. filesByClass
            .SelectMany((files, label) => files.Select((name, i) => (File: new ImageFile(name, label), Place: (i + 0.5) / files.Count)))
            .OrderBy(entry => entry.Place).ThenBy(entry => entry.File.Label)
            .Select(entry => entry.File)];
}
