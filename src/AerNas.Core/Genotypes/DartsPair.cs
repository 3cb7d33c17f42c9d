using AerNas.Spaces;

namespace AerNas.Genotypes;

/// <summary>An (operation, source) pair of the official notation.</summary>
internal readonly record struct DartsPair(CandidateOperation Operation, Positioned<int> Source);
