using System.Collections.Immutable;

namespace AerNas.Tabular;

/// <summary>The columns that hold a series, one a seed.</summary>
/// <param name="Seeds">Their seeds.</param>
/// <param name="Positions">Where they stand in the file.</param>
internal sealed record SeriesColumns(ImmutableArray<int> Seeds, ImmutableArray<int> Positions);
