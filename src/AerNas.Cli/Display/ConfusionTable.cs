using AerNas.Statistics;

namespace AerNas.Cli.Display;

/// <summary>A confusion matrix with the names of its classes.</summary>
internal static class ConfusionTable
{
    private const int MostClasses = 8, LongestName = 12, ShortestName = 5;

    /// <summary>Its lines, names cut to the room there is; null where a line would not fit or names could not be told apart.</summary>
    public static IReadOnlyList<string>? Lines(IReadOnlyList<string> classes, ConfusionMatrix confusion, int room)
    {
        var longest = Math.Min(LongestName, room / (classes.Count + 1) - 2);
        var digits = $"{confusion.Images}".Length;
        if (classes.Count > MostClasses || longest < Math.Max(ShortestName, digits)) return null;
        string[] names = [.. classes.Select(PrintableText.Of).Select(name => name.Length <= longest ? name : name[..longest])];
        if (names.Distinct().Count() < names.Length) return null;
        var width = Math.Max(names.Max(name => name.Length), digits);
        return
        [
            "Images of a class (rows) taken for a class (columns):",
            $"  {"".PadRight(width)}  {string.Join("  ", names.Select(name => name.PadLeft(width)))}",
            .. names.Select((name, label) =>
                $"  {name.PadRight(width)}  "
                + $"{string.Join("  ", names.Select((_, answer) => $"{confusion[label, answer]}".PadLeft(width)))}"),
        ];
    }
}
