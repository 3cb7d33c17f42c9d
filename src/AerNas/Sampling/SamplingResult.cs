using AerNas.Genotypes;

namespace AerNas.Sampling;

/// <summary>What a search-free method found: the best of all it had judged.</summary>
/// <param name="Genotype">The architecture.</param>
/// <param name="ValidationAccuracy">The accuracy it was judged by, 0 to 1.</param>
/// <param name="Evaluation">As which it was judged, from 0; the first of equals.</param>
/// <param name="Evaluations">How many were judged.</param>
/// <param name="Seconds">What the trainings would have cost, in seconds; null where the table has no times.</param>
public sealed record SamplingResult(Genotype Genotype, double ValidationAccuracy, int Evaluation, int Evaluations, double? Seconds);
