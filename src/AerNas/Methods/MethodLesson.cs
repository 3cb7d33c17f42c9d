using AerNas.Genotypes;
using AerNas.Relaxations;

namespace AerNas.Methods;

/// <summary>What a method's state learns from at the end of an epoch; the supernet is in evaluation mode.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Alpha">The architecture parameters; may be overwritten.</param>
/// <param name="Accuracy">The accuracy of an architecture, 0 to 1, on the next validation batch.</param>
/// <param name="Each">Is to be called before every update; may break off by throwing.</param>
public sealed record MethodLesson(int Seed, int Epoch, ArchitectureParameters Alpha, Func<ChosenOperations, double> Accuracy, Action Each);
