using AerNas.Genotypes;

namespace AerNas.Methods;

/// <summary>An architecture that was judged.</summary>
/// <param name="Path">The architecture.</param>
/// <param name="Accuracy">Its validation accuracy, in percent.</param>
/// <param name="Seconds">What judging it would have cost, in seconds of training and validation; null where that is not known.</param>
public sealed record JudgedArchitecture(ChosenOperations Path, double Accuracy, double? Seconds);
