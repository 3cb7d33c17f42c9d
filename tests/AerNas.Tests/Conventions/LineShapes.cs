using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AerNas.Tests.Conventions;

/// <summary>
/// The shape of every line of a source that says something: its tokens, with all identifiers alike, all strings and all numbers. Comments,
/// <c>using</c> lines, the namespace, blank lines and lines of punctuation alone say nothing. Nor does what an initializer says in its
/// members <c>Name</c>, <c>Reference</c> and <c>About</c>: every method has these to be told from the others.
/// </summary>
internal static class LineShapes
{
    private static readonly string[] Naming = ["Name", "Reference", "About"];

    /// <summary>The shapes of a source with their line numbers, from 1.</summary>
    public static IReadOnlyList<(int Line, string Shape)> Of(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot();
        return [.. root.DescendantTokens(node => node is not UsingDirectiveSyntax && !Names(node))
            .Where(token => token.Span.Length > 0 && !NamesNamespace(token))
            .GroupBy(token => token.GetLocation().GetLineSpan().StartLinePosition.Line + 1)
            .Where(line => line.Any(token => !token.IsKind(SyntaxKind.None) && !SyntaxFacts.IsPunctuation(token.Kind())))
            .Select(line => (line.Key, string.Join(' ', line.Select(Shape))))];
    }

    /// <summary>
    /// The first places of two sources, each a run of so many lines, that are of the same shape; null where there are none.
    /// </summary>
    public static (int First, int Second)? SharedRun(string first, string second, int lines)
    {
        var places = Runs(first, lines).DistinctBy(run => run.Shapes).ToDictionary(run => run.Shapes, run => run.Line);
        foreach (var (line, shapes) in Runs(second, lines))
        {
            if (places.TryGetValue(shapes, out var place)) return (place, line);
        }

        return null;
    }

    private static IEnumerable<(int Line, string Shapes)> Runs(string source, int lines)
    {
        var shapes = Of(source);
        for (var start = 0; start + lines <= shapes.Count; start++)
            yield return (shapes[start].Line, string.Join('\n', shapes.Skip(start).Take(lines).Select(line => line.Shape)));
    }

    private static bool Names(SyntaxNode node) =>
        node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax member, Parent: InitializerExpressionSyntax }
            && Naming.Contains(member.Identifier.Text);

    private static bool NamesNamespace(SyntaxToken token) =>
        token.Parent?.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>() is { } space && token.SpanStart < (space.Name.Span.End + 1);

    private static string Shape(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.IdentifierToken => "name",
        SyntaxKind.NumericLiteralToken => "number",
        SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken => "text",
        _ => token.Text,
    };
}
