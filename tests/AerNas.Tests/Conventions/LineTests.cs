using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AerNas.Tests.Conventions;

/// <summary>Lines of code end where a reader sees them whole.</summary>
public sealed class LineTests
{
    private const int Columns = 140;

    [Fact]
    public void Lines_OfTheSources_EndAtTheirLastColumn() => Repository.AssertNone($"Lines of more than {Columns} columns:",
        from path in new[] { "src", "tests", "bench", "samples" }.SelectMany(folder => Repository.Files(folder, ".cs"))
        from line in LongLines(Repository.Read(path))
        select $"{path}:{line}");

    [Fact]
    public void LongLines_StatementAndText_AreTheStatement()
    {
        var text = $"var text = \"\"\"\n    {new string('x', Columns)}\n    \"\"\";\nvar {new string('x', Columns)} = 1;\n";

        Assert.Equal([4], LongLines(text));
    }

    /// <summary>
    /// The long lines of a source, from 1, but those that a text verbatim makes long: it is printed or read as it stands there.
    /// </summary>
    private static IEnumerable<int> LongLines(string source)
    {
        var lines = source.Split('\n');
        if (Array.TrueForAll(lines, line => line.Length <= Columns)) return [];
        var verbatim = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot().DescendantTokens()
            .Where(IsVerbatim).Select(token => token.GetLocation().GetLineSpan()).ToArray();
        return Enumerable.Range(1, lines.Length).Where(line => lines[line - 1].Length > Columns
            && !Array.Exists(verbatim, text => text.StartLinePosition.Line < line && text.EndLinePosition.Line >= line - 1));
    }

    private static bool IsVerbatim(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => true,
        SyntaxKind.StringLiteralToken => token.Text.StartsWith('@'),
        SyntaxKind.InterpolatedStringTextToken =>
            token.Parent?.Parent?.GetFirstToken().Text.Contains("\"\"\"", StringComparison.Ordinal) == true,
        _ => false,
    };
}
