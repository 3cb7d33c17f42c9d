using System.Diagnostics.CodeAnalysis;

namespace AerNas.Spaces;

/// <summary>Which candidate operations each edge of each kind of cell still has: what a search that narrows its space (P-DARTS, SGAS,
/// StacNAS) has not dropped. Every edge keeps one at least. An immutable value.</summary>
public sealed class KeptOperations : IEquatable<KeptOperations>
{
    private readonly ImmutableArray<bool> _kept; // kind after kind, edge after edge, a value an operation, all in the space's order

    /// <summary>Keeps some operations.</summary>
    /// <param name="space">Gives kinds, edges and operations their order.</param>
    /// <param name="keeps">Whether an edge keeps an operation that it may carry.</param>
    /// <exception cref="ArgumentException">An edge would keep none.</exception>
    public KeptOperations(SearchSpace space, Func<CellKind, EdgeId, CandidateOperation, bool> keeps)
        : this(keeps, space, space?.Candidates ?? throw new ArgumentNullException(nameof(space)))
    {
    }

    private KeptOperations(Func<CellKind, EdgeId, CandidateOperation, bool> asked, SearchSpace space, KeptOperations? offered)
    {
        ArgumentNullException.ThrowIfNull(asked);
        Space = space;
        _kept = [.. from kind in space.CellKinds
                 from edge in space.Edges
                 from operation in space.Operations
                 select offered?.Contains(kind, edge, operation) != false && asked(kind, edge, operation)];
        IsAll = !_kept.Contains(false);
        foreach (var kind in space.CellKinds)
        {
            if (space.Edges.Any(edge => !Of(kind, edge).Any()))
                throw new ArgumentException($"An edge of the {kind} cell would keep no operation; each must keep one, be it none.",
                    nameof(asked));
        }
    }

    /// <summary>The space it is a part of.</summary>
    public SearchSpace Space { get; }

    /// <summary>Whether every edge has every operation of the space.</summary>
    public bool IsAll { get; }

    /// <summary>Everything a space offers.</summary>
    public static KeptOperations All(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return space.Candidates;
    }

    /// <summary>Everything a space offers but the zero operation.</summary>
    public static KeptOperations WithoutNone(SearchSpace space) =>
        new(space, (_, _, operation) => operation.Family != OperationFamily.None);

    /// <summary>What the edges of a space may carry by its definition.</summary>
    internal static KeptOperations OfferedBy(SearchSpace space, Func<CellKind, EdgeId, CandidateOperation, bool> offers) =>
        new(offers, space, offered: null);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It was not written for this space.</exception>
    public static KeptOperations Parse(SearchSpace space, string text)
    {
        ArgumentNullException.ThrowIfNull(space);
        return TryParse(space, text, out var kept) ? kept : throw new FormatException(PrintableText.Message(
            $"'{text}' does not say which operations the edges of {space.Name} keep: a 0 or 1 for each of {space.Operations.Length} "
            + "operations, an edge a word."));
    }

    /// <summary>Reads what <see cref="ToString"/> wrote, if it was written for this space.</summary>
    public static bool TryParse(SearchSpace space, string text, [NotNullWhen(true)] out KeptOperations? kept)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(text);
        var rows = text.Split(' ');
        var columns = space.Operations.Length;
        var fits = rows.Length == space.CellKinds.Length * space.Edges.Length
            && rows.All(row => row.Length == columns && row.Trim('0', '1').Length == 0 && row.Contains('1'));
        kept = !fits ? null : new KeptOperations(space, (kind, edge, operation) =>
            rows[space.CellKinds.IndexOf(kind) * space.Edges.Length + space.RowOf(edge)][space.ColumnOf(operation)] == '1');
        return fits;
    }

    /// <summary>Whether an edge keeps an operation.</summary>
    public bool Contains(CellKind kind, EdgeId edge, CandidateOperation operation) => Row(kind, edge)[Space.ColumnOf(operation)];

    /// <summary>Whether an edge keeps each operation, in the space's order.</summary>
    public ReadOnlySpan<bool> Row(CellKind kind, EdgeId edge)
    {
        var row = Space.CellKinds.IndexOf(kind) * Space.Edges.Length + Space.RowOf(edge);
        return _kept.AsSpan().Slice(row * Space.Operations.Length, Space.Operations.Length);
    }

    /// <summary>The operations an edge keeps, in the space's order.</summary>
    public IEnumerable<CandidateOperation> Of(CellKind kind, EdgeId edge) =>
        Space.Operations.Where(operation => Contains(kind, edge, operation));

    /// <summary>Whether an edge keeps more than one, so that there is still something to decide.</summary>
    public bool IsOpen(CellKind kind, EdgeId edge) => Of(kind, edge).Skip(1).Any();

    /// <summary>The same without what does not pass.</summary>
    /// <param name="keeps">Asked of what is kept so far.</param>
    /// <exception cref="ArgumentException">An edge would keep none.</exception>
    public KeptOperations Where(Func<CellKind, EdgeId, CandidateOperation, bool> keeps) =>
        new(Space, (kind, edge, operation) => Contains(kind, edge, operation) && keeps(kind, edge, operation));

    /// <inheritdoc/>
    public bool Equals(KeptOperations? other) => other is not null && Space.Equals(other.Space) && _kept.SequenceEqual(other._kept);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KeptOperations);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>A word an edge, kind after kind: 1 for an operation that is kept, 0 for one that is dropped, as in checkpoints.</summary>
    public override string ToString() =>
        string.Join(' ', _kept.Chunk(Space.Operations.Length).Select(row => string.Concat(row.Select(kept => kept ? '1' : '0'))));
}
