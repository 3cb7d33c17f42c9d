namespace AerNas.Tests.Conventions;

/// <summary>The files of this repository, found from where the tests run.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs =
        ["bin", "obj", ".git", "artifacts", "runs", "TestResults", "BenchmarkDotNet.Artifacts", ".vs", ".idea"];
    private static readonly Lazy<string> FoundRoot = new(FindRoot);

    public static string Root => FoundRoot.Value;

    /// <summary>Paths relative to the root, with slashes, of the files below a folder that end so.</summary>
    public static IReadOnlyList<string> Files(string folder, string ending) =>
        [.. Walk(Path.Combine(Root, folder)).Where(file => file.EndsWith(ending, StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Fails with all offenders at once.</summary>
    public static void AssertNone(string rule, IEnumerable<string> offenders)
    {
        var list = offenders.ToArray();
        Assert.True(list.Length == 0, $"{rule}\n  {string.Join("\n  ", list)}");
    }

    private static IEnumerable<string> Walk(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        var below = Directory.EnumerateDirectories(folder).Where(d => !NotOurs.Contains(Path.GetFileName(d)));
        return Directory.EnumerateFiles(folder).Concat(below.SelectMany(Walk));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AerNas.slnx"))) folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("The tests run outside of the repository: no AerNas.slnx above them.");
    }
}
