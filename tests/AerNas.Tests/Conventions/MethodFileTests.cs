namespace AerNas.Tests.Conventions;

/// <summary>A search method is a short composition of parts: what two of them would write alike belongs into a part.</summary>
public sealed class MethodFileTests
{
    private const string Folder = "src/AerNas/Methods";
    private const int Lines = 120; // of the page of a method
    private const int LinesOfAPart = 150;
    private const int Run = 6;

    /// <summary>Folders of what makes up every search, of which no method is one.</summary>
    private static readonly string[] Beside = ["/Options/", "/SearchFree/"];

    [Fact]
    public void MethodFiles_OfTwoFolders_ShareNoSixLinesOfTheSameShape()
    {
        var files = Repository.Files(Folder, ".cs").Where(path => !Beside.Any(path.Contains))
            .Select(path => (Path: path, Text: Repository.Read(path))).ToArray();
        Assert.NotEmpty(files);
        Repository.AssertNone("Lines of the same shape (share a part or a base):",
            from first in files
            from second in files
            where string.CompareOrdinal(first.Path, second.Path) < 0
                && Path.GetDirectoryName(first.Path) != Path.GetDirectoryName(second.Path)
            let shared = LineShapes.SharedRun(first.Text, second.Text, Run)
            where shared is not null
            select $"{first.Path}:{shared.Value.First} and {second.Path}:{shared.Value.Second}, {Run} lines and more");
    }

    [Fact]
    public void MethodPages_Each_HaveAtMostHundredAndTwentyLines() => Repository.AssertNone($"Longer than {Lines} lines:",
        from path in Repository.Files(Folder, ".cs")
        where Path.GetFileNameWithoutExtension(path) == Path.GetFileName(Path.GetDirectoryName(path))
        let lines = Repository.Read(path).AsSpan().Count('\n')
        where lines > Lines
        select $"{path} ({lines})");

    [Fact]
    public void MethodFiles_Each_HaveAtMostHundredAndFiftyLines() => Repository.AssertNone($"Longer than {LinesOfAPart} lines:",
        from path in Repository.Files(Folder, ".cs")
        where !Beside.Any(path.Contains)
        let lines = Repository.Read(path).AsSpan().Count('\n')
        where lines > LinesOfAPart
        select $"{path} ({lines})");

    [Fact]
    public void SharedRun_OtherNamesAndValues_IsFoundAndShorterOnesAreNot()
    {
        const string first = "using A;\nclass X\n{\n    // one\n    int F(int a)\n    {\n        a = a + 1;\n        return "
            + "G(\"x\", a);\n    }\n}\n";
        const string second = "namespace N;\n\nclass Y\n{\n    int H(int other)\n    {\n        other = other + 20;\n\n        return "
            + "K(\"why\", other); // two\n    }\n}\n";

        Assert.Equal((2, 3), LineShapes.SharedRun(first, second, 4));
        Assert.Null(LineShapes.SharedRun(first, second, 5));
        Assert.Null(LineShapes.SharedRun(first, second.Replace('+', '-'), 4));
    }
}
