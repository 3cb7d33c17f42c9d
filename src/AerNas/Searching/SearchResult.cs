using AerNas.Discretization;

namespace AerNas.Searching;

/// <summary>What a search found.</summary>
/// <param name="Genotype">The architecture.</param>
/// <param name="ValidationAccuracy">Of the supernet in the epoch it was taken from, 0 to 1.</param>
/// <param name="EntropyBits">Architecture entropy in that epoch.</param>
/// <param name="Epoch">That epoch, from 0.</param>
/// <param name="Seconds">Wall-clock time of the run, with earlier parts of it.</param>
public sealed record SearchResult(Genotype Genotype, double ValidationAccuracy, double EntropyBits, int Epoch, double Seconds)
{
    /// <summary>What each limit of skip connections leads to, the loosest first; empty without a limit or for an earlier epoch.</summary>
    public ImmutableArray<RestrictedGenotype> Variants { get; init; } = [];

    /// <summary>Where the method weighs more than accuracy, the architectures it came to of which none is better than another in everything
    /// that counts, the most accurate first; else empty.</summary>
    public ImmutableArray<FrontMember> Front { get; init; } = [];

    /// <summary>Why a stop rule ended it, one sentence; null where none did.</summary>
    public string? Stopped { get; init; }

    /// <summary><see cref="Variants"/> as an object: the genotypes by their limit.</summary>
    public JsonObject VariantsToJson() => new(Variants.Select(variant =>
        KeyValuePair.Create<string, JsonNode?>(variant.MostSkips.ToString(), variant.Genotype.ToString())));

    /// <summary><see cref="Front"/> as a list of objects.</summary>
    public JsonArray FrontToJson() => new([.. Front.Select(member => member.ToJson())]);
}
