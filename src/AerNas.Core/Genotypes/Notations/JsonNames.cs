using AerNas.Spaces;

namespace AerNas.Genotypes.Notations;

/// <summary>The words of the JSON form.</summary>
internal static class JsonNames
{
    /// <summary>The name of a family; the same as its search space's.</summary>
    public static string Of(GenotypeFamily family) =>
        family == GenotypeFamily.NasBench201 ? SearchSpace.NasBench201.Name : SearchSpace.Darts.Name;

    /// <summary>The name of a kind of cell.</summary>
    public static string Of(CellKind kind) => kind == CellKind.Reduction ? "reduction" : "normal";

    /// <summary>The family of a name.</summary>
    public static GenotypeFamily Family(Positioned<string> name)
    {
        foreach (var family in Enum.GetValues<GenotypeFamily>())
        {
            if (Of(family) == name.Value) return family;
        }

        var expected = $"a family, one of {string.Join(", ", Enum.GetValues<GenotypeFamily>().Select(Of))}";
        throw new GenotypeFormatException(name.Position, expected, $"expected {expected}, got '{name.Value}'.");
    }
}
