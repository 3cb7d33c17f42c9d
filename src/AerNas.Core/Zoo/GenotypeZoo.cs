using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace AerNas.Zoo;

/// <summary>The architectures of the literature that come with AerNas, as data: <c>zoo.json</c>.</summary>
public static class GenotypeZoo
{
    private const string Resource = "zoo.json";

    private static readonly Lazy<ZooFile> Embedded = new(Load);

    /// <summary>All of them, in the order of the file.</summary>
    public static ImmutableArray<ZooEntry> All => Embedded.Value.Entries;

    /// <summary>Those that the paper compares with and that it does not have.</summary>
    public static ImmutableArray<LeftOutGenotype> LeftOut => Embedded.Value.LeftOut;

    /// <summary>The names there are, without what the architectures are called elsewhere.</summary>
    public static IEnumerable<string> Names => All.Select(entry => entry.Name);

    /// <summary>Finds an architecture by its name or by what it is called elsewhere; case, <c>-</c> and <c>_</c> do not count.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out ZooEntry? entry)
    {
        var plain = Plain(name ?? "");
        entry = All.FirstOrDefault(known => known.Aliases.Prepend(known.Name).Any(text => Plain(text) == plain));
        return entry is not null;
    }

    /// <summary>The architecture of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public static ZooEntry Find(string name) => TryFind(name, out var entry)
        ? entry
        : throw new KeyNotFoundException($"'{name}' is no genotype of the zoo; there are {string.Join(", ", Names)}.");

    private static string Plain(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static ZooFile Load()
    {
        using var stream = typeof(GenotypeZoo).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize(stream, ZooJson.Default.ZooFile)!;
    }
}
