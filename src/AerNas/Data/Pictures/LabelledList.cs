using System.Globalization;
using System.Text;
using AerNas.Data.Sources;

namespace AerNas.Data.Pictures;

/// <summary>
/// Test pictures that lie together in one folder, with a text file that tells their classes, as ILSVRC2012 is published and kept: a line a
/// picture in the order of their names, or a line with a picture's name and its class. Classes are told by name, or by their place in a
/// list of synsets; without a list, lines with names count the classes in order, from 0.
/// </summary>
internal static class LabelledList
{
    private static readonly ImmutableArray<string> Lists = ["synsets.txt", "synset_words.txt", "map_clsloc.txt", "LOC_synset_mapping.txt"];
    private static readonly ImmutableArray<string> Places = ["", "devkit/data/", "ILSVRC2012_devkit_t12/data/"];

    /// <summary>Whether a file may be such a text file, or a list of synsets, by its name.</summary>
    public static bool MayBe(string name) => IsTruth(Path.GetFileName(name)) || Lists.Contains(Path.GetFileName(name));

    /// <summary>Whether a folder is of that form.</summary>
    public static bool IsLabelled(DatasetFiles files, string folder) =>
        TruthOf(files, folder) is not null && files.FilesIn(folder).Any(PictureKinds.IsRead);

    /// <summary>The pictures of each class, in ordinal order.</summary>
    /// <exception cref="DatasetFormatException">A line tells no class that is known, or there are other lines than pictures.</exception>
    public static ImmutableArray<ImmutableArray<string>> PicturesByClass(DatasetFiles files, string folder, IReadOnlyList<string> classes)
    {
        var truth = TruthOf(files, folder)!;
        List<string> names = [.. files.FilesIn(folder).Where(PictureKinds.IsRead)];
        List<string[]> lines = [.. Lines(files, truth)];
        var byName = names.ToDictionary(name => Path.GetFileNameWithoutExtension(name), StringComparer.Ordinal);
        if (lines.Count > 0 && lines[0].Length > 1 && !byName.ContainsKey(Stem(lines[0][0]))) lines.RemoveAt(0); // a line of headings
        var areNamed = lines.All(line => line.Length > 1);
        if (!areNamed && lines.Count != names.Count)
            throw new DatasetFormatException(files.PathOf(truth),
                $"it has {lines.Count} lines for {names.Count} pictures in {files.PathOf(folder)}. Unpack the dataset again.");
        var labelOf = Labels(files, (folder, truth), classes, [.. lines.Select(line => areNamed ? line[1] : line[0])], areNamed);
        var pictures = Array.ConvertAll(classes.ToArray(), _ => new List<string>());
        for (var i = 0; i < lines.Count; i++)
        {
            var name = areNamed ? byName.GetValueOrDefault(Stem(lines[i][0])) : names[i];
            if (name is not null) pictures[labelOf(areNamed ? lines[i][1] : lines[i][0])].Add(name);
        }

        return [.. pictures.Select(ofClass => ofClass.Order(StringComparer.Ordinal).ToImmutableArray())];
    }

    /// <summary>What the words of a file stand for.</summary>
    private static Func<string, int> Labels(DatasetFiles files, (string Folder, string Truth) at, IReadOnlyList<string> classes,
        IReadOnlyList<string> words, bool areNamed)
    {
        var labels = classes.Select((name, label) => (name, label)).ToDictionary(pair => pair.name, pair => pair.label);
        var list = Around(files, at.Folder).SelectMany(place => Lists.Select(name => place + name)).FirstOrDefault(files.Contains);
        var synsets = list is not null ? Lines(files, list).Select(line => line[0]).ToList() : areNamed ? [.. classes] : null;
        var first = words.Contains("0") || list is null ? 0 : 1;
        return word => labels.TryGetValue(word, out var label) || (synsets is not null
            && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && synsets.ElementAtOrDefault(number - first) is { } synset && labels.TryGetValue(synset, out label))
            ? label
            : throw new DatasetFormatException(files.PathOf(at.Truth), $"'{word}' is none of the {classes.Count} classes"
                + (synsets is null ? $", and numbers take a list of synsets beside it ({string.Join(", ", Lists)})." : "."));
    }

    private static string? TruthOf(DatasetFiles files, string folder) => Around(files, folder)
        .SelectMany(files.FilesIn).FirstOrDefault(name => IsTruth(Path.GetFileName(name)));

    /// <summary>The folder of the pictures, that it lies in, and where the devkit of ILSVRC2012 lies.</summary>
    private static IEnumerable<string> Around(DatasetFiles files, string folder)
    {
        var root = folder.TrimEnd('/').LastIndexOf('/') is var slash and >= 0 ? folder[..(slash + 1)] : "";
        return Places.Select(place => root + place).Prepend(folder).Distinct();
    }

    private static bool IsTruth(string name) => name is "val.txt" or "val.csv" or "LOC_val_solution.csv"
        || (name.EndsWith(".txt", StringComparison.Ordinal) && (name.Contains("ground_truth", StringComparison.Ordinal)
            || name.Contains("validation_synset_labels", StringComparison.Ordinal)));

    private static string Stem(string name) => Path.GetFileNameWithoutExtension(name);

    private static IEnumerable<string[]> Lines(DatasetFiles files, string name) => Encoding.UTF8.GetString(files.Read(name))
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split([' ', '\t', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
