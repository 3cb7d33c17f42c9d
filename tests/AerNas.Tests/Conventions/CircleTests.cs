using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AerNas.Tests.Conventions;

/// <summary>
/// The folders of a project build on each other one way: a folder whose types another one names does not name, over whatever way, one of
/// that.
/// </summary>
public sealed class CircleTests
{
    private const int Shown = 5;

    /// <summary>That a file in one folder names a type that lies in another.</summary>
    private sealed record Use(string From, string To, string File, string Type);

    [Fact]
    public void Folders_OfAProject_MakeNoCircle()
    {
        var projects = Repository.Files("src", ".csproj").Select(path => path[..path.LastIndexOf('/')]);
        var circles = projects.SelectMany(project => CirclesOf(project, UsesIn(project)));
        Repository.AssertNone(
            "Folders that build on each other in a circle (move a type, or turn a use round); the weakest of what holds them together:",
            circles.Select(circle => $"{circle.Name}\n    {circle.Uses}"));
    }

    [Fact]
    public void CirclesOf_ThreeFoldersInACircleAndOneBeside_NamesTheThree()
    {
        Use[] uses = [new("A", "B", "a", "TypeOfB"), new("B", "C", "b", "TypeOfC"), new("C", "A", "c", "TypeOfA"),
            new("D", "A", "d", "TypeOfA")];

        Assert.Equal("Project: A, B, C", Assert.Single(CirclesOf("src/Project", uses)).Name);
        Assert.Empty(CirclesOf("src/Project", uses[1..]));
    }

    private static IEnumerable<(string Name, string Uses)> CirclesOf(string project, IEnumerable<Use> uses)
    {
        var steps = uses.GroupBy(use => (use.From, use.To)).OrderBy(step => step.Count()).ToArray();
        var reached = steps.Select(step => step.Key.From).Distinct()
            .ToDictionary(folder => folder, folder => ReachedFrom(folder, [.. steps.Select(step => step.Key)]));
        bool Meet(string one, string other) =>
            reached.GetValueOrDefault(one)?.Contains(other) == true && reached.GetValueOrDefault(other)?.Contains(one) == true;
        return from step in steps
               where Meet(step.Key.From, step.Key.To)
               group step by string.Join(", ", reached.Keys.Where(folder => Meet(folder, step.Key.From))
                   .Order(StringComparer.Ordinal)) into circle
               select ($"{Path.GetFileName(project)}: {circle.Key}", string.Join("\n    ", circle.Take(Shown).Select(Text)));
    }

    private static string Text(IGrouping<(string From, string To), Use> step) =>
        $"{step.Key.From} -> {step.Key.To}: "
        + $"{string.Join(", ", step.Take(Shown).Select(use => $"{use.File} names {use.Type}"))}{(step.Count() > Shown ? ", …" : "")}";

    private static HashSet<string> ReachedFrom(string folder, (string From, string To)[] steps)
    {
        var (reached, next) = (new HashSet<string>(), new Queue<string>([folder]));
        while (next.TryDequeue(out var here))
        {
            foreach (var (_, to) in steps.Where(step => step.From == here))
            {
                if (reached.Add(to)) next.Enqueue(to);
            }
        }

        return reached;
    }

    private static IEnumerable<Use> UsesIn(string project)
    {
        var files = Repository.Files(project, ".cs")
            .Select(path =>
                (Name: Path.GetFileNameWithoutExtension(path), Folder: FolderOf(path[(project.Length + 1)..]), Root: Parse(path)))
                    .ToArray();
        var homes = files.SelectMany(file => TypesOf(file.Root).Select(type => (type, file.Folder)))
            .ToLookup(home => home.type, home => home.Folder);
        return from file in files
               from type in NamesIn(file.Root).Distinct()
               where homes.Contains(type) && !homes[type].Contains(file.Folder)
               from home in homes[type].Distinct()
               select new Use(file.Folder, home, file.Name, type);
    }

    /// <summary>The folder right under the project; the files beside the project file are one of their own.</summary>
    private static string FolderOf(string path) => path.Split('/') is [var folder, _, ..] ? folder : ".";

    private static CompilationUnitSyntax Parse(string path) =>
        CSharpSyntaxTree.ParseText(Repository.Read(path), new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot();

    private static IEnumerable<string> TypesOf(CompilationUnitSyntax root) =>
        root.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(space => space.Members)
        .Select(member => (member as BaseTypeDeclarationSyntax)?.Identifier.ValueText
            ?? (member as DelegateDeclarationSyntax)?.Identifier.ValueText).OfType<string>();

    /// <summary>The names in a file that are those of types, or of what a type has.</summary>
    private static IEnumerable<string> NamesIn(CompilationUnitSyntax root) =>
        root.DescendantNodes(node => node is not UsingDirectiveSyntax).OfType<SimpleNameSyntax>()
        .Where(name => SyntaxFacts.IsInTypeOnlyContext(name) || name.Parent is ConstantPatternSyntax
            || (name.Parent is MemberAccessExpressionSyntax access && access.Expression == name))
        .Select(name => name.Identifier.ValueText);
}
