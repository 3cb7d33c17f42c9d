using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AerNas.Tests.Conventions;

/// <summary>A space is data: what differs between spaces is a property of theirs, and nothing asks which one it has before it.</summary>
public sealed class SpaceTests
{
    private const string Definitions = "src/AerNas.Core/Spaces/";

    private static readonly string[] Spaces = ["SearchSpace.Darts", "SearchSpace.NasBench201"];

    /// <summary>What names a space, its skeletons or their form.</summary>
    private static readonly string[] Names = [".Space.Name", "space.Name", ".Form.Name", "form.Name", ".Skeletons[0].Name"];

    [Fact]
    public void Sources_OutsideTheDefinitions_CompareNoSpace() => Repository.AssertNone("Ask for a property of the space, or give it one:",
        from path in Repository.Files("src", ".cs")
        where !path.StartsWith(Definitions, StringComparison.Ordinal)
        from node in CSharpSyntaxTree.ParseText(Repository.Read(path), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot()
            .DescendantNodes()
        where Compares(node)
        select $"{path}: {node}");

    private static bool Compares(SyntaxNode node) => node switch
    {
        BinaryExpressionSyntax equality when equality.IsKind(SyntaxKind.EqualsExpression)
            || equality.IsKind(SyntaxKind.NotEqualsExpression) =>
            IsSpace(equality.Left) || IsSpace(equality.Right),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals" } called } call =>
            IsSpace(called.Expression) || call.ArgumentList.Arguments.Any(argument => IsSpace(argument.Expression)),
        _ => false,
    };

    private static bool IsSpace(ExpressionSyntax expression)
    {
        var text = expression.ToString();
        return Spaces.Any(space => text == space || text == $"{space}.Name") || text.StartsWith("SkeletonForm.", StringComparison.Ordinal)
            || (text.StartsWith("Skeleton.", StringComparison.Ordinal) && text.EndsWith(".Form", StringComparison.Ordinal))
            || (Names.Any(name => text.EndsWith(name, StringComparison.Ordinal))
                && expression.Parent is BinaryExpressionSyntax { Right: LiteralExpressionSyntax });
    }
}
