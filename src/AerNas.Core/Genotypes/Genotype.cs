using AerNas.Spaces;

namespace AerNas.Genotypes;

/// <summary>A discrete architecture: an immutable value. Its text forms are in <see cref="GenotypeNotation"/>.</summary>
public sealed class Genotype : IEquatable<Genotype>
{
    private readonly CellGenotype _normal;
    private readonly CellGenotype? _reduction;

    private Genotype(GenotypeFamily family, CellGenotype normal, CellGenotype? reduction)
    {
        Family = family;
        _normal = normal;
        _reduction = reduction;
    }

    /// <summary>Which skeleton the cells are stacked into.</summary>
    public GenotypeFamily Family { get; }

    /// <summary>The kinds of cell it has.</summary>
    public IReadOnlyList<CellKind> CellKinds => _reduction is null ? [CellKind.Normal] : [CellKind.Normal, CellKind.Reduction];

    /// <summary>The cell of a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The architecture has no such cell.</exception>
    public CellGenotype this[CellKind kind] => kind switch
    {
        CellKind.Normal => _normal,
        CellKind.Reduction when _reduction is not null => _reduction,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"A {Family} genotype has {string.Join(", ", CellKinds)} cells."),
    };

    /// <summary>An architecture of normal and reduction cells.</summary>
    public static Genotype OfDarts(CellGenotype normal, CellGenotype reduction) => new(GenotypeFamily.Darts, normal, reduction);

    /// <summary>An architecture of one NAS-Bench-201 cell.</summary>
    public static Genotype OfNasBench201(CellGenotype cell) => new(GenotypeFamily.NasBench201, cell, null);

    /// <inheritdoc/>
    public bool Equals(Genotype? other) => other is not null && Family == other.Family
        && _normal.Equals(other._normal) && Equals(_reduction, other._reduction);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Genotype);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Family, _normal, _reduction);

    /// <summary>The official notation of its family.</summary>
    public override string ToString() => GenotypeNotation.Official(this);
}
