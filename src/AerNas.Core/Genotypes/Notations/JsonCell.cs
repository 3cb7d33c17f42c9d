namespace AerNas.Genotypes.Notations;

/// <summary>A cell of the JSON form as read, before it is held against its space.</summary>
internal sealed record JsonCell(int Position, Positioned<List<JsonEdge>> Edges, Positioned<List<Positioned<int>>> Output);
