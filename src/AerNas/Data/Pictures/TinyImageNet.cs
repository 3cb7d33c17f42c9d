using System.Text;
using AerNas.Data.Sources;

namespace AerNas.Data.Pictures;

/// <summary>The test pictures of Tiny-ImageNet, which lie together in <c>val/images</c>; the class of each stands in
/// <c>val/val_annotations.txt</c>, a line a picture: name, class and a box, parted by tabs.</summary>
internal static class TinyImageNet
{
    public const string Annotations = "val_annotations.txt";

    /// <summary>Whether a folder is of that form.</summary>
    public static bool IsAnnotated(DatasetFiles files, string folder) => files.Contains(folder + Annotations);

    /// <summary>The pictures of each class, in ordinal order.</summary>
    /// <exception cref="DatasetFormatException">A line is of another form, or names a class that is not among those given.</exception>
    public static ImmutableArray<ImmutableArray<string>> PicturesByClass(DatasetFiles files, string folder, IReadOnlyList<string> classes)
    {
        var file = files.PathOf(folder + Annotations);
        var pictures = Array.ConvertAll(classes.ToArray(), _ => new List<string>());
        var labels = classes.Select((name, label) => (name, label)).ToDictionary(pair => pair.name, pair => pair.label);
        foreach (var line in Encoding.UTF8.GetString(files.Read(folder + Annotations))
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('\t') is not [var name, var wanted, ..] || !labels.TryGetValue(wanted, out var label))
                throw new DatasetFormatException(file,
                    $"the line '{line}' does not name a picture and one of the {classes.Count} classes. Unpack the dataset again.");
            if (files.Contains($"{folder}images/{name}")) pictures[label].Add($"{folder}images/{name}");
        }

        return [.. pictures.Select(names => names.Order(StringComparer.Ordinal).ToImmutableArray())];
    }
}
