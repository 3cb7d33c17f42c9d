using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AerNas.Tests.Extensions;

/// <summary>Assemblies compiled in a test: extensions as other people may write them.</summary>
internal static class CompiledExtension
{
    private static readonly Lazy<MetadataReference[]> All = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file)),
    ]);

    /// <summary>Compiles a class that brings something.</summary>
    /// <param name="folder">Where the assembly goes.</param>
    /// <param name="name">Its name.</param>
    /// <param name="members">The members of the class, such as <c>public IReadOnlyList&lt;SearchMethod&gt; Methods => [];</c>.</param>
    /// <returns>The file.</returns>
    public static string Of(TemporaryFolder folder, string name, string members) => Write(folder, name, All.Value, $$"""
        using System.Collections.Generic;
        using AerNas.Extensions;
        using AerNas.Methods;
        using AerNas.Regularizers;
        using AerNas.Relaxations;
        using AerNas.Spaces;
        public sealed class Mine : IExtension { {{members}} }
        """);

    /// <summary>Compiles a class that brings a method named by another assembly, which lies beside it.</summary>
    /// <param name="folder">Where both go, as <c>mine.dll</c> and <c>names.dll</c>.</param>
    /// <param name="name">The name of the method.</param>
    /// <returns>The file of the extension.</returns>
    public static string WithDependency(TemporaryFolder folder, string name)
    {
        var names = Write(folder, "names", All.Value, $$"""public static class Names { public static string Method => "{{name}}"; }""");
        return Write(folder, "mine", [.. All.Value, MetadataReference.CreateFromFile(names)], """
            using System.Collections.Generic;
            using AerNas.Methods;
            public sealed class Mine : AerNas.Extensions.IExtension
            {
                public IReadOnlyList<SearchMethod> Methods => [DartsV1.Method with { Name = Names.Method }];
            }
            """);
    }

    /// <summary>Compiles a class that brings something, against a library of the name of AerNas that is not this one.</summary>
    /// <param name="folder">Where the assembly goes.</param>
    /// <param name="library">The source of the other library, beside its interface <c>IExtension</c>.</param>
    /// <param name="members">The members of the class.</param>
    /// <returns>The file.</returns>
    public static string OfOtherVersion(TemporaryFolder folder, string library, string members)
    {
        var source = $$"""{{library}} namespace AerNas.Extensions { public interface IExtension; }""";
        var other = MetadataReference.CreateFromFile(Write(folder, "AerNas", All.Value, source, "other/"));
        return Write(folder, "mine", [.. All.Value.Where(reference => Path.GetFileName(reference.Display) != "AerNas.dll"), other],
            $$"""public sealed class Mine : AerNas.Extensions.IExtension { {{members}} }""");
    }

    private static string Write(TemporaryFolder folder, string name, MetadataReference[] references, string source, string under = "")
    {
        var stop = TestContext.Current.CancellationToken;
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source, cancellationToken: stop)],
            references, options);
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, cancellationToken: stop);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        folder.Write($"{under}{name}.dll", assembly.ToArray());
        return folder[$"{under}{name}.dll"];
    }
}
