namespace AerNas.Genotypes;

/// <summary>An edge of a discrete cell and the operation it carries.</summary>
/// <param name="Edge">Where it reads and where it adds.</param>
/// <param name="Operation">What it computes.</param>
public readonly record struct GenotypeEdge(EdgeId Edge, CandidateOperation Operation);
