namespace AerNas.Studies;

/// <summary>A method with one setting of the regularizer: what a study runs with every seed.</summary>
/// <param name="Label">What it is called in reports.</param>
/// <param name="Method">The method.</param>
/// <param name="Options">The options of its searches, but for the seed.</param>
/// <param name="Entropy">The regularizer in its short form; null for methods that learn no alpha.</param>
/// <param name="Against">The setting it is tested against: the same method with the first of the study's regularizers; null for that
/// one.</param>
internal sealed record StudySetting(
    string Label, SearchMethod Method, SearchOptions Options, string? Entropy = null, string? Against = null)
{
    public StudyEntry Entry(int seed) => new()
    {
        Folder = FolderOf(Label, seed),
        Setting = Label,
        Method = Method.Name,
        Entropy = Entropy,
        Seed = seed,
        Against = Against,
    };

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
