using AerNas.Methods;

namespace AerNas.Studies;

/// <summary>A method with one setting of the regularizer: what a study runs with every seed.</summary>
internal sealed record StudySetting
{
    /// <summary>What it is called in reports.</summary>
    public required string Label { get; init; }

    /// <summary>The method.</summary>
    public required SearchMethod Method { get; init; }

    /// <summary>The regularizer in its short form; null for methods that learn no alpha.</summary>
    public string? Entropy { get; init; }

    /// <summary>The setting it is tested against: the same method with the first of the study's regularizers; null for that one.</summary>
    public string? Against { get; init; }

    /// <summary>The options of its searches, but for the seed.</summary>
    public required SearchOptions Options { get; init; }

    /// <summary>One of its runs.</summary>
    public StudyEntry Entry(int seed) => new()
    {
        Folder = FolderOf(Label, seed),
        Setting = Label,
        Method = Method.Name,
        Entropy = Entropy,
        Seed = seed,
        Against = Against,
    };

    /// <summary>A run of a random architecture.</summary>
    public static StudyEntry RandomEntry(int seed) => new()
    {
        Folder = FolderOf(StudyEntry.Random, seed),
        Setting = StudyEntry.Random,
        Method = MethodCatalog.Chance.Name,
        Seed = seed,
    };

    /// <summary>A name that every file system takes.</summary>
    private static string FolderOf(string label, int seed) =>
        $"{label.Replace(", ", "_", StringComparison.Ordinal).Replace(":", "to", StringComparison.Ordinal)}_seed{seed}";
}
