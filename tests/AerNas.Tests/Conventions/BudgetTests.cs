using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AerNas.Tests.Conventions;

/// <summary>The budgets of the sources. What exceeds one stands in allowed.txt with its reason, or the test fails.</summary>
public sealed class BudgetTests
{
    private const int LinesOfFile = 300;
    private const int LinesOfMethod = 40;
    private const int LinesOfCompanion = 15;
    private const int Parameters = 5;

    [Fact]
    public void Sources_AgainstBudgets_ExceedNoneWithoutReason()
    {
        var offenders = Offenders().ToArray();
        var allowed = Repository.Read("tests/AerNas.Tests/Conventions/allowed.txt").Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(" | ")).ToArray();
        Repository.AssertNone("allowed.txt: each line is `rule | file | subject | reason`:",
            allowed.Where(entry => entry.Length != 4 || entry[3].Length < 20).Select(entry => string.Join(" | ", entry)));
        var keys = allowed.Select(entry => string.Join(" | ", entry[..3])).ToHashSet();
        Repository.AssertNone("Over budget (split by concept, or give the reason in tests/AerNas.Tests/Conventions/allowed.txt):",
            offenders.Where(o => !keys.Contains(o.Key)).Select(o => $"{o.Key} ({o.Measure})")
                .Concat(keys.Except(offenders.Select(o => o.Key))
                    .Select(key => $"{key} (no longer over budget: take it out of allowed.txt)")));
    }

    private static IEnumerable<(string Key, int Measure)> Offenders()
    {
        foreach (var path in new[] { "src", "tests", "bench" }.SelectMany(folder => Repository.Files(folder, ".cs")))
        {
            var text = Repository.Read(path);
            var lines = text.AsSpan().Count('\n');
            if (lines > LinesOfFile) yield return ($"lines of file | {path} | file", lines);
            if (!path.StartsWith("src/", StringComparison.Ordinal)) continue;
            foreach (var (rule, subject, measure) in InSource(text)) yield return ($"{rule} | {path} | {subject}", measure);
        }
    }

    private static IEnumerable<(string Rule, string Subject, int Measure)> InSource(string text)
    {
        var root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot();
        var types = root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Count(node => node is BaseTypeDeclarationSyntax && !IsCompanion(node));
        if (types > 1) yield return ("types of file", "file", types);
        foreach (var node in root.DescendantNodes())
        {
            var lines = LinesOf(node);
            if (lines > LinesOfMethod) yield return ("lines of method", NameOf(node), lines);
            var parameters = ParametersOf(node)?.Parameters.Count ?? 0;
            if (parameters > Parameters) yield return ("parameters", NameOf(node), parameters);
        }
    }

    /// <summary>Whether a type may lie beside the one that it serves: an enum, a record of a few lines, or a class without members, as the
    /// one that asks for the JSON of a type.</summary>
    private static bool IsCompanion(SyntaxNode type) => type is EnumDeclarationSyntax or ClassDeclarationSyntax { Members.Count: 0 }
        || (type is RecordDeclarationSyntax && SpanOf(type) <= LinesOfCompanion);

    private static int LinesOf(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax ? SpanOf(node) : 0;

    private static int SpanOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static ParameterListSyntax? ParametersOf(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList,
        LocalFunctionStatementSyntax function => function.ParameterList,
        DelegateDeclarationSyntax type => type.ParameterList,
        TypeDeclarationSyntax type => type.ParameterList,
        _ => null,
    };

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => $"{constructor.Identifier.Text} constructor",
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        TypeDeclarationSyntax type => $"{type.Identifier.Text} constructor",
        _ => node.Kind().ToString(),
    };
}
