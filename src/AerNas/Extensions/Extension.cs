using System.Reflection;
using AerNas.Catalogues;
using AerNas.Regularizers;

namespace AerNas.Extensions;

/// <summary>An assembly and what it brings; <see cref="ExtensionScope"/> makes it known by name.</summary>
public sealed record Extension
{
    private Extension(Assembly assembly, string file, IReadOnlyCollection<IExtension> contents)
    {
        Identity = new RunExtension(
            Path.GetFileName(file), assembly.GetName().Name ?? "", Versions.Of(assembly), $"{assembly.ManifestModule.ModuleVersionId:N}");
        Methods = [.. contents.SelectMany(content => content.Methods)];
        SearchFreeMethods = [.. contents.SelectMany(content => content.SearchFreeMethods)];
        Terms = [.. contents.SelectMany(content => content.Terms)];
        Operations = [.. contents.SelectMany(content => content.Operations)];
        Spaces = [.. contents.SelectMany(content => content.Spaces)];
        Contents =
        [
            .. InWords(MethodCatalog.Catalogue, Methods), .. InWords(MethodCatalog.SearchFreeCatalogue, SearchFreeMethods),
            .. InWords(TermCatalog.Catalogue, Terms), .. InWords(CandidateOperation.Catalogue, Operations),
            .. InWords(SearchSpace.Catalogue, Spaces),
        ];
    }

    /// <summary>How the records of runs name it.</summary>
    public RunExtension Identity { get; }

    /// <summary>The search methods.</summary>
    public ImmutableArray<SearchMethod> Methods { get; }

    /// <summary>The search methods without a supernet.</summary>
    public ImmutableArray<SamplingMethod> SearchFreeMethods { get; }

    /// <summary>The terms of the architecture loss.</summary>
    public ImmutableArray<RegularizerTerm> Terms { get; }

    /// <summary>The candidate operations.</summary>
    public ImmutableArray<CandidateOperation> Operations { get; }

    /// <summary>The search spaces.</summary>
    public ImmutableArray<SearchSpace> Spaces { get; }

    /// <summary>All that it brings, each by kind and name, such as <c>the term beta-decay</c>.</summary>
    public ImmutableArray<string> Contents { get; }

    /// <summary>What a program brings from an assembly that it holds already.</summary>
    public static Extension Of(IExtension content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var assembly = content.GetType().Assembly;
        return new Extension(assembly, $"{assembly.GetName().Name}.dll", [content]);
    }

    /// <summary>Loads an assembly from a file; what it needs and AerNas does not have lies beside it. Its code is run.</summary>
    /// <exception cref="ExtensionException">It is not there, is no .NET assembly, was built against another version of AerNas, brings
    /// nothing, or fails.</exception>
    public static Extension Load(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var extension = ExtensionFile.Read(file, (assembly, contents) => new Extension(assembly, file, contents));
        return extension.Contents.Length > 0 ? extension
            : throw new ExtensionException(file, $"it brings nothing. A public class of it is to implement {typeof(IExtension).FullName}, "
                + "and have a constructor without parameters.");
    }

    /// <summary>What it brings, in a sentence.</summary>
    public override string ToString() => $"{Identity} brings {string.Join(", ", Contents)}.";

    private static IEnumerable<string> InWords<T>(Catalogue<T> catalogue, IEnumerable<T> values)
        where T : class => values.Select(value => $"the {catalogue.Kind} {catalogue.NameOf(value)}");
}
