namespace AerNas.Networks;

/// <summary>An operation where it stands in a network.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Reads">Channels that it reads.</param>
/// <param name="Channels">Channels that it gives.</param>
/// <param name="Size">Height and width of what it reads.</param>
/// <param name="Stride">1, or 2 where it halves the map.</param>
public readonly record struct OperationPlace(CandidateOperation Operation, int Reads, int Channels, int Size, int Stride);
