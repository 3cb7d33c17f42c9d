namespace AerNas.Genotypes.Notations;

/// <summary>An edge of the JSON form as read.</summary>
internal readonly record struct JsonEdge(Positioned<int> From, Positioned<int> To, Positioned<string> Operation);
