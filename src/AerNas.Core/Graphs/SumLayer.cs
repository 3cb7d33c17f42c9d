namespace AerNas.Graphs;

/// <summary>A term of a sum.</summary>
/// <param name="Map">What is added.</param>
/// <param name="MixtureEntry">Which entry of the flat mixture it is multiplied by; none where null.</param>
public readonly record struct SumTerm(MapId Map, int? MixtureEntry = null);

/// <summary>The weighted sum of maps of one shape, such as a node of a cell. A term whose entry takes no part in a pass is not computed;
/// where none takes part the sum is zero.</summary>
/// <param name="Terms">What is added, in the order it is computed; at least one.</param>
public sealed record SumLayer(ImmutableArray<SumTerm> Terms) : GraphLayer
{
    /// <summary>All entries of the mixture that belong to the node, those of operations that are not built among them: a mixture may add
    /// the weights of entries that take no part as bare numbers. Default: none.</summary>
    public ImmutableArray<int> Entries { get; init; } = [];

    /// <inheritdoc/>
    public override ImmutableArray<MapId> Sources => [.. Terms.Select(term => term.Map)];
}
