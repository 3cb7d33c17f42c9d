using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AerNas.Tests.Conventions;

/// <summary>A method owns itself: outside its folder nothing knows its name but the catalogue.</summary>
public sealed class MethodNameTests
{
    private const string Folder = "src/AerNas/Methods/";
    private const string Catalogue = Folder + "MethodCatalog.cs";

    /// <summary>What all methods share.</summary>
    private static readonly string[] Shared = ["Parts", "Options", "SearchFree"];

    /// <summary>The folders of methods: the type of each is called as its folder.</summary>
    private static string[] Types { get; } =
    [
        .. Repository.Files(Folder.TrimEnd('/'), ".cs").Select(path => path[Folder.Length..].Split('/')).Where(path => path.Length == 2)
            .Select(path => path[0]).Except(Shared),
    ];

    private static string[] Names { get; } =
        [.. AerNas.Methods.MethodCatalog.All.Select(m => m.Name), .. AerNas.Methods.MethodCatalog.SearchFree.Select(m => m.Name)];

    [Fact]
    public void Folders_OfMethods_AreOnePageEach()
    {
        Assert.Equal(Names.Length, Types.Length);
        Repository.AssertNone("A method's folder has its page, which begins with prose:",
            from type in Types
            let page = $"{Folder}{type}/{type}.cs"
            where !File.Exists(Path.Combine(Repository.Root, page)) || !Repository.Read(page).StartsWith("// ", StringComparison.Ordinal)
            select page);
    }

    /// <summary>A method may be another one with a change, so that methods and what they share know each other's types.</summary>
    [Fact]
    public void Types_OfMethods_AreKnownToMethodsAndTheCatalogueAlone() =>
        Repository.AssertNone("Types of methods outside their folders and the catalogue:",
        from path in Repository.Files("src", ".cs")
        where path != Catalogue && !IsOfMethods(path)
        from identifier in Tokens(path)
        where identifier.IsKind(SyntaxKind.IdentifierToken) && Types.Contains(identifier.ValueText)
        select $"{path}: {identifier.ValueText}");

    [Fact]
    public void Names_OfMethods_AreWrittenInTheirFoldersAlone() =>
        Repository.AssertNone("Names of methods, or options under them, outside their folders:",
        from path in Repository.Files("src", ".cs")
        from literal in Tokens(path)
        where literal.IsKind(SyntaxKind.StringLiteralToken) || literal.IsKind(SyntaxKind.InterpolatedStringTextToken)
        from name in Names
        where literal.ValueText == name || literal.ValueText.StartsWith(name + ".", StringComparison.Ordinal)
        where !IsOf(name, path)
        select $"{path}: {literal.ValueText}");

    private static bool IsOfMethods(string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal) && path.AsSpan(Folder.Length).Contains('/');

    private static bool IsOf(string name, string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal)
        && path[Folder.Length..].Split('/')[0].Equals(name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<SyntaxToken> Tokens(string path) =>
        CSharpSyntaxTree.ParseText(Repository.Read(path), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot().DescendantTokens();
}
