using AerNas.Catalogues;
using AerNas.Files;
using AerNas.Regularizers;

namespace AerNas.Extensions;

/// <summary>Extensions at work: from <see cref="Enter"/> until the scope is disposed, its caller and the tasks that it starts find by name
/// what they bring. Whatever else runs in the process sees nothing of them.</summary>
public sealed class ExtensionScope : IDisposable
{
    private static readonly Catalogue<Extension> Entered = new("extension", extension => extension.Identity.Assembly, []);

    private readonly Stack<IDisposable> _brought = [];

    private ExtensionScope()
    {
    }

    /// <summary>The extensions at work, in the order they were entered.</summary>
    public static ImmutableArray<Extension> Current => Entered.All;

    internal static ImmutableArray<RunExtension> Identities => [.. Current.Select(extension => extension.Identity)];

    /// <summary>The same as records hold them: null where there are none.</summary>
    internal static IReadOnlyList<RunExtension>? Recorded => Identities is { IsEmpty: false } identities ? identities : null;

    /// <summary>Lets extensions work.</summary>
    /// <exception cref="ExtensionException">One brings a name that is taken, or that cannot be one.</exception>
    public static ExtensionScope Enter(params IEnumerable<Extension> extensions)
    {
        ArgumentNullException.ThrowIfNull(extensions);
        return new ExtensionScope().HandTo(scope =>
        {
            foreach (var extension in extensions) scope.Bring(extension);
            return scope;
        });
    }

    /// <summary>The extension that brings a method, with a supernet or without; null where it comes with AerNas.</summary>
    public static Extension? BringerOfMethod(string name) => Current.FirstOrDefault(extension =>
        extension.Methods.Any(method => method.Name == name) || extension.SearchFreeMethods.Any(method => method.Name == name));

    /// <summary>The extension that brings a space; null where it comes with AerNas.</summary>
    public static Extension? BringerOfSpace(string name) =>
        Current.FirstOrDefault(extension => extension.Spaces.Any(space => space.Name == name));

    /// <summary>Which of the extensions that made something do not work here; null where none is missing.</summary>
    public static MissingExtensions? Missing(IEnumerable<RunExtension>? recorded)
    {
        var missing = (recorded ?? []).Where(made => !Entered.TryFind(made.Assembly, out _)).ToArray();
        return missing.Length == 0 ? null : new MissingExtensions(
            $"it was made with {string.Join(" and ", missing.Select(made => $"the extension {made}"))}, which is not there.",
            $"Name it: {string.Join(' ', missing.Select(made => $"--extension {made.File}"))}");
    }

    /// <summary>The same of a run that cannot be read, as a message; null where no extension of it is missing.</summary>
    public static string? MissingOf(RunDirectory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Missing(RunRecord.Load(run).Extensions) is { } missing ? $"{run.Path}: {missing}" : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_brought.TryPop(out var brought)) brought.Dispose();
    }

    private void Bring(Extension extension)
    {
        if (Entered.TryFind(extension.Identity.Assembly, out _))
            throw new ExtensionException(extension.Identity.File, "an extension of its name is there already; name it once.");
        _brought.Push(Entered.Bring(extension));
        Bring(extension, MethodCatalog.Catalogue, extension.Methods, name => IsMethod(name) || IsOption(name));
        Bring(extension, MethodCatalog.SearchFreeCatalogue, extension.SearchFreeMethods, name => IsMethod(name) || IsOption(name));
        Bring(extension, TermCatalog.Catalogue, extension.Terms, name => name == TermCatalog.EntropyName);
        Bring(extension, CandidateOperation.Catalogue, extension.Operations, _ => false);
        Bring(extension, SearchSpace.Catalogue, extension.Spaces, _ => false);
    }

    private static bool IsMethod(string name) => MethodCatalog.TryFind(name, out _) || MethodCatalog.TryFindSearchFree(name, out _);

    /// <summary>Whether every search has the option: those that a method has of its own stand under its name.</summary>
    private static bool IsOption(string name) => SearchOptionsJson.Default.SearchOptions.Properties.Any(option => option.Name == name);

    private void Bring<T>(Extension extension, Catalogue<T> catalogue, IEnumerable<T> values, Func<string, bool> isReserved)
        where T : class
    {
        foreach (var value in values)
        {
            var (name, file) = (catalogue.NameOf(value), extension.Identity.File);
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                throw new ExtensionException(file,
                    $"its {catalogue.Kind} is called '{name}'; a name is letters, digits, hyphens and underscores.");
            if (catalogue.TryFind(name, out _) || isReserved(name))
                throw new ExtensionException(file, $"it brings the {catalogue.Kind} {name}, a name that is taken; give it another one.");
            _brought.Push(catalogue.Bring(value));
        }
    }
}

/// <summary>Extensions that made something and do not work here.</summary>
/// <param name="Problem">Which they are, as a sentence that begins in small letters.</param>
/// <param name="Remedy">What to do.</param>
public sealed record MissingExtensions(string Problem, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Problem} {Remedy}";
}
