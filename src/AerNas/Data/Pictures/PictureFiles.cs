using AerNas.Data.Sources;

namespace AerNas.Data.Pictures;

/// <summary>The names of the pictures of each class, to learn from and to test with. // [K] lists both</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Test">To test with.</param>
internal sealed record PictureFiles(ImmutableArray<ImmutableArray<string>> Train, ImmutableArray<ImmutableArray<string>> Test)
{
    private const int HeldOut = 6;
    private const int LeastToHoldOutOf = 3; // one for each half of a search, and one to test with

    /// <summary>How many pictures there are to test with.</summary>
    public int TestCount => Test.Sum(names => names.Length);

    /// <summary>All names.</summary>
    public IEnumerable<string> All => Train.Concat(Test).SelectMany(names => names);

    /// <summary>The pictures that lie in a layout's folders.</summary>
    /// <exception cref="DatasetFormatException">A class has no picture to learn from, or only the test folder has it.</exception>
    public static PictureFiles Find(DatasetFiles files, PictureLayout layout, ImmutableArray<string> classes)
    {
        var train = ByClass(files, layout.Train!, classes);
        for (var label = 0; label < classes.Length; label++)
            if (train[label].IsEmpty)
                throw new DatasetFormatException(files.PathOf($"{layout.Train}{classes[label]}/"),
                    $"there is no picture of this class. Put {string.Join(", ", PictureKinds.Read)} files in, or take the folder out.");
        return new PictureFiles(train,
            layout.Test is { } test ? InTestFolder(files, test, classes) : [.. classes.Select(_ => ImmutableArray<string>.Empty)]);
    }

    /// <summary>The pictures of known classes in a test folder.</summary>
    /// <exception cref="DatasetFormatException">A class is unknown.</exception>
    public static ImmutableArray<ImmutableArray<string>> InTestFolder(DatasetFiles files, string folder, IReadOnlyList<string> classes)
    {
        if (TinyImageNet.IsAnnotated(files, folder)) return TinyImageNet.PicturesByClass(files, folder, classes);
        if (PictureLayout.ClassesIn(files, folder).IsEmpty && LabelledList.IsLabelled(files, folder))
            return LabelledList.PicturesByClass(files, folder, classes);
        return PictureLayout.ClassesIn(files, folder).Except(classes).FirstOrDefault() is not { } unknown
            ? ByClass(files, folder, classes)
            : throw new DatasetFormatException(files.PathOf(folder + unknown),
                $"there is no such class among those learnt: {string.Join(", ", classes)}. Take the folder out, or rename it.");
    }

    /// <summary>Every sixth picture of each class kept to test with: the last of a class of three to five, none of a smaller one.</summary>
    public PictureFiles HoldingOut() => new(
        [.. Train.Select(names => names.Where((_, i) => !IsHeldOut(i, names.Length)).ToImmutableArray())],
        [.. Train.Select(names => names.Where((_, i) => IsHeldOut(i, names.Length)).ToImmutableArray())]);

    /// <summary>The pictures without some of them.</summary>
    public PictureFiles Without(IReadOnlySet<string> names) => new(
        [.. Train.Select(all => all.RemoveAll(names.Contains))], [.. Test.Select(all => all.RemoveAll(names.Contains))]);

    /// <summary>The pictures to learn from, so that every stretch has the classes in proportion.</summary>
    public ImageFile[] TrainInTurn() => InTurn(Train);

    /// <summary>The pictures to test with, likewise.</summary>
    public ImageFile[] TestInTurn() => InTurn(Test);

    /// <summary>Pictures so that every stretch of them has the classes in proportion.</summary>
    public static ImageFile[] InTurn(ImmutableArray<ImmutableArray<string>> namesByClass) =>
        [.. namesByClass
            .SelectMany((names, label) => names.Select((name, i) => (File: new ImageFile(name, label), Place: (i + 0.5) / names.Length)))
            .OrderBy(entry => entry.Place).ThenBy(entry => entry.File.Label)
            .Select(entry => entry.File)];

    private static bool IsHeldOut(int index, int count) =>
        count >= HeldOut ? index % HeldOut == HeldOut - 1 : count >= LeastToHoldOutOf && index == count - 1;

    private static ImmutableArray<ImmutableArray<string>> ByClass(DatasetFiles files, string folder, IReadOnlyList<string> classes) =>
        [.. classes.Select(name => PictureLayout.PicturesIn(files, $"{folder}{name}/"))];
}

/// <summary>A picture file and its class.</summary>
internal readonly record struct ImageFile(string Name, int Label);
