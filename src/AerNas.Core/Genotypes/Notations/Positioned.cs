namespace AerNas.Genotypes.Notations;

/// <summary>Something read from a text, and where it stood, in characters from 0.</summary>
internal readonly record struct Positioned<T>(T Value, int Position);
