using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AerNas.Studies;

/// <summary>A table or figure of the paper as a study: small, and with the paper's own hyperparameters; and the paper's numbers.</summary>
public sealed record Recipe
{
    private const string Folder = "recipes/";

    private static readonly Lazy<ImmutableArray<Recipe>> Embedded = new(Load);

    /// <summary>The name, as in <c>aernas reproduce table1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in a line.</summary>
    public required string About { get; init; }

    /// <summary>What it draws.</summary>
    public RecipeFigure Figure { get; init; }

    /// <summary>For a small machine; null where nothing is searched.</summary>
    public RecipeScale? Small { get; init; }

    /// <summary>As in the paper; null where nothing is searched.</summary>
    public RecipeScale? Paper { get; init; }

    /// <summary>The paper's numbers.</summary>
    public IReadOnlyList<RecipeNumber> PaperNumbers { get; init => field = value ?? []; } = [];

    /// <summary>All recipes that come with AerNas, by name.</summary>
    public static ImmutableArray<Recipe> All => Embedded.Value;

    /// <summary>Finds a recipe by name; case does not count.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out Recipe? recipe)
    {
        recipe = All.FirstOrDefault(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return recipe is not null;
    }

    /// <summary>The experiment at one of its sizes; null where nothing is searched.</summary>
    /// <param name="scale"><c>small</c> or <c>paper</c>, whatever the case.</param>
    public RecipeScale? At(string scale) => string.Equals(scale, "paper", StringComparison.OrdinalIgnoreCase) ? Paper : Small;

    private static ImmutableArray<Recipe> Load()
    {
        var assembly = typeof(Recipe).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return JsonSerializer.Deserialize(stream, RecipeJson.Default.Recipe)!;
        })];
    }
}

/// <summary>Reads <see cref="Recipe"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Recipe))]
internal sealed partial class RecipeJson : JsonSerializerContext;
