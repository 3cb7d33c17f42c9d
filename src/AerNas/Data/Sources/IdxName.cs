using System.Text.RegularExpressions;

namespace AerNas.Data.Sources;

/// <summary>What the name of an IDX file says: <c>train-images-idx3-ubyte</c> as MNIST has it, <c>train-images.idx3-ubyte</c> as it is
/// often unpacked, <c>emnist-letters-test-labels-idx1-ubyte.gz</c> as EMNIST has it.</summary>
/// <param name="Set">What stands before the part, without the dash; empty in MNIST's own names.</param>
/// <param name="IsTrain">Whether it is of the training images; of the test images otherwise.</param>
/// <param name="IsImages">Whether it holds images; labels otherwise.</param>
internal readonly partial record struct IdxName(string Set, bool IsTrain, bool IsImages)
{
    public static bool TryParse(string name, out IdxName parsed)
    {
        var match = Pattern().Match(Path.GetFileName(name));
        parsed = match.Success
            ? new IdxName(match.Groups["set"].Value, match.Groups["part"].Value == "train", match.Groups["what"].Value == "images")
            : default;
        return match.Success;
    }

    /// <summary>The four files of a set in a folder.</summary>
    /// <exception cref="DatasetFormatException">One is missing, or several sets lie there.</exception>
    public static IdxFiles In(DatasetFiles files, string folder)
    {
        var found = files.FilesIn(folder).Where(file => TryParse(file, out _)).GroupBy(Parsed).ToDictionary(
            group => group.Key, group => group.MinBy(file => file.Length)!); // a plain file before one that is packed
        List<string> sets = [.. found.Keys.Select(name => name.Set).Distinct().Order(StringComparer.Ordinal)];
        if (sets.Count > 1)
            throw new DatasetFormatException(files.PathOf(folder),
                $"{sets.Count} sets lie here ({string.Join(", ", sets.Select(set => set.Length == 0 ? "MNIST's names" : set))}). Put the "
                + "files of one into a folder of its own.");
        var example = found.First();
        return new IdxFiles(sets[0].Length == 0 ? null : sets[0], Part(isTrain: true), Part(isTrain: false));

        (string Images, string Labels) Part(bool isTrain) => (File(isTrain, isImages: true), File(isTrain, isImages: false));

        string File(bool isTrain, bool isImages) => found.TryGetValue(new IdxName(sets[0], isTrain, isImages), out var file)
            ? file
            : throw new DatasetFormatException(files.PathOf(folder + Sibling(example.Value, isTrain, isImages)),
                "the file is missing. Unpack or download the dataset again.");
    }

    private static IdxName Parsed(string file) => TryParse(file, out var name) ? name : default;

    /// <summary>What another file of a set is called, by one that is there.</summary>
    private static string Sibling(string file, bool isTrain, bool isImages)
    {
        var match = Pattern().Match(Path.GetFileName(file));
        var (set, test) = (match.Groups["set"].Value, match.Groups["part"].Value is var part
            and not "train" ? part : match.Groups["set"].Length > 0 ? "test" : "t10k");
        return $"{(set.Length > 0 ? $"{set}-" : "")}{(isTrain ? "train" : test)}-{(isImages ? "images" : "labels")}"
            + $"{match.Groups["dash"].Value}idx{(isImages ? 3 : 1)}-ubyte{match.Groups["gz"].Value}";
    }

    [GeneratedRegex(@"^((?<set>.+)-)?(?<part>train|t10k|test)-(?<what>images|labels)(?<dash>[-.])idx[13]-ubyte(?<gz>\.gz)?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}

/// <summary>The files of an IDX set.</summary>
/// <param name="Set">Its name, where the files tell one.</param>
/// <param name="Train">Those of the training images.</param>
/// <param name="Test">Those of the test images.</param>
internal sealed record IdxFiles(string? Set, (string Images, string Labels) Train, (string Images, string Labels) Test)
{
    /// <summary>Whether the images lie on their side: EMNIST's are written column by column, all others row by row.</summary>
    public bool IsByColumns => Set is { } set && (set + '-').StartsWith("emnist-", StringComparison.OrdinalIgnoreCase);
}
