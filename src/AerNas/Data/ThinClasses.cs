using AerNas.Data.Sources;
using AerNas.Texts;

namespace AerNas.Data;

/// <summary>Classes with too few images to search, train and test with.</summary>
internal static class ThinClasses
{
    private const int LeastToLearnFrom = 2, LeastToTestWith = 1, Listed = 5;

    /// <summary>What a person should know about a dataset's classes, in a sentence or none.</summary>
    public static IEnumerable<string> Notes(RawDataset dataset)
    {
        var (train, test) = (dataset.Train.CountByClass(), dataset.Test?.CountByClass() ?? new int[dataset.Train.Classes]);
        List<string> thin = [.. dataset.ClassNames.Where((_, label) => train[label] < LeastToLearnFrom || test[label] < LeastToTestWith)];
        if (thin.Count == 0) yield break;
        if (dataset.Test is null && train.All(count => count >= LeastToLearnFrom))
            yield return "There are no test images; how good a network is remains unknown.";
        else yield return $"Too few images of {Joined(thin, name => Told(dataset, name, train, test))}: "
            + $"each class needs {LeastToLearnFrom} to learn from, one for each half of a search, and {LeastToTestWith} to test with.";
    }

    /// <summary>What a person should know about classes that a part of a split lacks, in a sentence or none.</summary>
    public static IEnumerable<string> Notes(ImageDataset dataset, SearchSplit split)
    {
        foreach (var (part, what) in new[] { (split.Weights, "w"), (split.Alpha, "alpha") })
        {
            var learnt = LabelsOf(part).ToHashSet();
            List<string> missing = [.. dataset.ClassNames.Where((_, label) => !learnt.Contains(label))];
            if (missing.Count > 0) yield return $"The images that train {what} have none of {Joined(missing, name => name)}.";
        }
    }

    /// <summary>Whether no class has an image in both parts of a split, so that nothing that w learns can be judged.</summary>
    public static bool NoneIsInBothParts(SearchSplit split) => !LabelsOf(split.Weights).Intersect(LabelsOf(split.Alpha)).Any();

    private static IEnumerable<int> LabelsOf(ImageSubset part) => part.Indices.Select(index => part.Images.Labels[index]);

    private static string Told(RawDataset dataset, string name, int[] train, int[] test) =>
        dataset.ClassNames.IndexOf(name) is var label && dataset.Test is null
            ? $"{name} ({train[label]})"
            : $"{name} ({train[label]} and {test[label]} to test with)";

    private static string Joined(List<string> names, Func<string, string> told) =>
        $"{string.Join(", ", names.Take(Listed).Select(told))}"
        + $"{(names.Count > Listed ? $" and {Counted.Of(names.Count - Listed, "other class", "other classes")}" : "")}";
}
