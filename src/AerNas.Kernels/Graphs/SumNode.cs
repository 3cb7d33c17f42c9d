using System.Collections.Immutable;

namespace AerNas.Kernels.Graphs;

/// <summary>A node of a cell: the weighted sum of maps of one shape.</summary>
/// <param name="Terms">What is added; at least one.</param>
public sealed record SumNode(ImmutableArray<Term> Terms) : GraphNode
{
    /// <summary>All entries of the mixture that belong to the node: see <see cref="Engine.SupernetBatch.AddsInactive"/>.</summary>
    public ImmutableArray<int> Entries { get; init; } = [];
}
