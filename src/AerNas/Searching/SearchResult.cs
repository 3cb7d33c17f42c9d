using AerNas.Genotypes;

namespace AerNas.Searching;

/// <summary>What a search found.</summary>
/// <param name="Genotype">The architecture.</param>
/// <param name="ValidationAccuracy">Of the supernet in the epoch it was taken from, 0 to 1.</param>
/// <param name="EntropyBits">Architecture entropy in that epoch.</param>
/// <param name="Epoch">That epoch, from 0.</param>
/// <param name="Seconds">Wall-clock time of this run, without earlier parts of it.</param>
public sealed record SearchResult(Genotype Genotype, double ValidationAccuracy, double EntropyBits, int Epoch, double Seconds);
