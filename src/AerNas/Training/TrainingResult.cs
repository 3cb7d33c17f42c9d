using AerNas.Genotypes;

namespace AerNas.Training;

/// <summary>What a training came to.</summary>
/// <param name="Genotype">The architecture.</param>
/// <param name="Model">The folder of the trained network.</param>
/// <param name="TestAccuracy">Of the network after the last epoch, 0 to 1, as reported; null without test images.</param>
/// <param name="BestTestAccuracy">The best of any epoch, which flatters; the official scripts log it as well.</param>
/// <param name="Seconds">Wall-clock time of the run, with earlier parts of it.</param>
public sealed record TrainingResult(Genotype Genotype, string Model, double? TestAccuracy, double? BestTestAccuracy, double Seconds);
