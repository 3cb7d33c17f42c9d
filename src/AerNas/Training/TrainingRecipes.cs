using AerNas.Data.Sources;

namespace AerNas.Training;

/// <summary>The recipes that come with AerNas: published ones of the evaluation phase, and a small one for two cores.</summary>
public static class TrainingRecipes
{
    /// <summary>The recipe for two cores; of cells of NAS-Bench-201 it is another one.</summary>
    public const string SmallName = "small";

    private const string Folder = "training-recipes/";

    private static readonly Lazy<ImmutableSortedDictionary<string, string>> Texts = new(LoadTexts);
    private static readonly Lazy<ImmutableArray<TrainingRecipe>> Embedded = new(() => [.. Texts.Value.Keys.Select(name => Named(name)!)]);

    /// <summary>All of them, by name.</summary>
    public static ImmutableArray<TrainingRecipe> All => Embedded.Value;

    /// <summary>Their names, as a message tells them.</summary>
    internal static string Names => string.Join(", ", Texts.Value.Keys);

    /// <summary>The recipe of a name, case and hyphens aside; null where there is none.</summary>
    public static TrainingRecipe? Named(string name) => Texts.Value.Keys.FirstOrDefault(known => Plain(known) == Plain(name)) is { } found
        ? TrainingRecipe.Parse(found, Texts.Value[found])
        : null;

    /// <summary>The recipe that a person names.</summary>
    /// <param name="nameOrFile">A name, or a JSON file.</param>
    /// <param name="space">Of the architecture that is trained.</param>
    /// <exception cref="InvalidOptionsException">There is none, or it holds what no training has.</exception>
    public static TrainingRecipe Find(string nameOrFile, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (Named(nameOrFile) is { } known) return known.Name == SmallName ? SmallFor(space) : known;
        return File.Exists(nameOrFile) ? TrainingRecipe.Read(nameOrFile)
            : throw new InvalidOptionsException("--recipe", $"'{nameOrFile}' is neither a file nor one of {Names}.");
    }

    /// <summary>The published recipe for architectures of a space, on CIFAR.</summary>
    public static TrainingOptions Published(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (space.Protocol == PublishedProtocol.NasBench201) return OptionsOf("nasbench201");
        var cifar = OptionsOf("cifar");
        return space.Skeletons[0].Definition.Auxiliary
            ? cifar
            : cifar with { Network = (cifar.Network with { AuxiliaryHead = AuxiliaryHead.None }).For(space) };
    }

    /// <summary>A network that two cores train in minutes.</summary>
    /// <param name="space">Of the genotype.</param>
    /// <param name="trainingImages">How many training images there are; null: as many as come with AerNas.</param>
    public static TrainingOptions Small(SearchSpace space, int? trainingImages = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        return SmallFor(space).Over(new TrainingOptions(), trainingImages ?? EmbeddedFashionMnist.TrainingImages, space);
    }

    /// <summary>The options of a published recipe, which still need a genotype.</summary>
    internal static TrainingOptions OptionsOf(string name) => Named(name)!.Over(new TrainingOptions(), images: 1);

    private static TrainingRecipe SmallFor(SearchSpace space) =>
        Named(space.Protocol == PublishedProtocol.NasBench201 ? $"{SmallName}-nasbench201" : SmallName)!;

    /// <summary>A name as it is compared: CIFAR-PDARTS is cifarpdarts.</summary>
    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static ImmutableSortedDictionary<string, string> LoadTexts()
    {
        var assembly = typeof(TrainingRecipes).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToImmutableSortedDictionary(name => name[Folder.Length..], name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            }, StringComparer.Ordinal);
    }
}
