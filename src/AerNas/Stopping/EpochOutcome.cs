namespace AerNas.Stopping;

/// <summary>What an epoch ended with.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Genotype">The architecture its alphas stand for, in the official notation.</param>
/// <param name="ValidationAccuracy">Of the supernet on the validation half, 0 to 1.</param>
/// <param name="EntropyBits">Architecture entropy.</param>
public sealed record EpochOutcome(int Epoch, string Genotype, double ValidationAccuracy, double EntropyBits);
