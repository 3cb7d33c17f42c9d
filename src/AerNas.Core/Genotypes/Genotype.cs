namespace AerNas.Genotypes;

/// <summary>A discrete architecture: a cell of each kind of its space. Its text forms are in <see cref="GenotypeNotation"/>.</summary>
public sealed class Genotype : IEquatable<Genotype>
{
    private readonly ImmutableArray<CellGenotype> _cells;

    /// <summary>Makes an architecture.</summary>
    /// <param name="space">The space it is of.</param>
    /// <param name="cells">A cell of each kind, in the space's order.</param>
    /// <exception cref="ArgumentException">These are more or fewer, or have other inputs.</exception>
    public Genotype(SearchSpace space, params IEnumerable<CellGenotype> cells)
    {
        ArgumentNullException.ThrowIfNull(space);
        (Space, _cells) = (space.Original, [.. cells]);
        if (_cells.Length != Space.CellKinds.Length || _cells.Any(cell => cell.InputNodes != Space.InputNodes))
            throw new ArgumentException($"A genotype of {Space.Name} has {Space.CellKinds.Length} cells of {Space.InputNodes} inputs.",
                nameof(cells));
    }

    /// <summary>The space it is of.</summary>
    public SearchSpace Space { get; }

    /// <summary>The kinds of cell it has.</summary>
    public ImmutableArray<CellKind> CellKinds => Space.CellKinds;

    /// <summary>The edges of the cells that keep the size of what they read: in the DARTS space those of the normal cell.</summary>
    public IEnumerable<GenotypeEdge> EdgesKeepingSize => Space.KindsKeepingSize.SelectMany(kind => this[kind].Edges);

    /// <summary>Those cells in words: <c>the normal cell</c>.</summary>
    public string CellsKeepingSize => Space.KindsKeepingSize is [var only] ? $"the {only.Word} cell" : "the cells that keep the size";

    /// <summary>The cell of a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The architecture has no such cell.</exception>
    public CellGenotype this[CellKind kind] => CellKinds.IndexOf(kind) is >= 0 and var place
        ? _cells[place]
        : throw new ArgumentOutOfRangeException(nameof(kind), kind,
            $"A genotype of {Space.Name} has {string.Join(", ", CellKinds)} cells.");

    /// <summary>An architecture of normal and reduction cells.</summary>
    public static Genotype OfDarts(CellGenotype normal, CellGenotype reduction) => new(SearchSpace.Darts, normal, reduction);

    /// <summary>An architecture of one NAS-Bench-201 cell.</summary>
    public static Genotype OfNasBench201(CellGenotype cell) => new(SearchSpace.NasBench201, cell);

    /// <inheritdoc/>
    public bool Equals(Genotype? other) => other is not null && Space.Equals(other.Space) && _cells.SequenceEqual(other._cells);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Genotype);

    /// <inheritdoc/>
    public override int GetHashCode() => _cells.Aggregate(Space.GetHashCode(), HashCode.Combine);

    /// <summary>The notation of its space.</summary>
    public override string ToString() => GenotypeNotation.Official(this);
}
