namespace AerNas.Tests.Parity;

/// <summary>
/// The case folders below the golden folders: those that the environment variable <c>AERNAS_GOLDENS</c> names, separated like a PATH, else
/// <c>shared/golden</c> and <c>shared/golden-methods</c> beside the project.
/// </summary>
internal static class GoldenFolders
{
    private static readonly Lazy<IReadOnlyList<string>> Found = new(FindRoots);
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Named = new(ListCases);

    /// <summary>Why there is nothing to compare with.</summary>
    internal const string Absent =
        "No golden folder: set AERNAS_GOLDENS or put shared/golden and shared/golden-methods beside the project.";

    /// <summary>The golden folders there are.</summary>
    internal static IReadOnlyList<string> Roots => Found.Value;

    /// <summary>The names of all cases, in order; empty where there are none. They are paths below their golden folder.</summary>
    internal static IEnumerable<string> Names => Named.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>The folder of a case.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    internal static string PathOf(string name) => Named.Value[name];

    /// <summary>The golden folder that a case lies in.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    internal static string RootOf(string name) => Roots.First(root => CasesBelow(root).Contains(Named.Value[name]));

    /// <summary>The folders that a list of paths names.</summary>
    /// <exception cref="DirectoryNotFoundException">One of them does not exist.</exception>
    internal static IReadOnlyList<string> Split(string paths) =>
    [
        .. paths.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(path => Directory.Exists(path)
                ? Path.GetFullPath(path)
                : throw new DirectoryNotFoundException($"AERNAS_GOLDENS names no folder: {path}"))
            .Distinct(),
    ];

    /// <summary>
    /// Names the cases of golden folders; where two of them have a case of one name, the second is called by its whole path.
    /// </summary>
    internal static IReadOnlyDictionary<string, string> NameCases(IEnumerable<string> roots)
    {
        var named = new Dictionary<string, string>();
        foreach (var root in roots)
            foreach (var folder in CasesBelow(root).Where(folder => !named.ContainsValue(folder)))
                if (!named.TryAdd(Path.GetRelativePath(root, folder), folder))
                    named.Add(folder, folder);
        return named;
    }

    private static IEnumerable<string> CasesBelow(string root) => Directory.EnumerateFiles(root, "case.json", SearchOption.AllDirectories)
        .Select(file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, string> ListCases() => NameCases(Roots);

    private static IReadOnlyList<string> FindRoots()
    {
        var named = Environment.GetEnvironmentVariable("AERNAS_GOLDENS");
        return string.IsNullOrEmpty(named)
            ? [.. new[] { SharedFiles.Find("golden"), SharedFiles.Find("golden-methods") }.OfType<string>()]
            : Split(named);
    }
}
