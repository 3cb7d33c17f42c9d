namespace AerNas.Genotypes.Notations;

/// <summary>An operation of the official notation and the node it reads; the node it adds to where the text names that.</summary>
internal readonly record struct DartsPair(CandidateOperation Operation, Positioned<int> Source, Positioned<int>? Target);
