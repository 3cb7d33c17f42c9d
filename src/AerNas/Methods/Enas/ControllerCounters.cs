using System.Collections.Immutable;

namespace AerNas.Methods;

/// <summary>The numbers of a <see cref="ControllerTraining"/>, as a checkpoint holds them.</summary>
/// <param name="Steps">Steps of its optimizer.</param>
/// <param name="Baseline">B of the current epoch; null in the first.</param>
/// <param name="Updates">The updates of the current epoch so far.</param>
public sealed record ControllerCounters(long Steps, double? Baseline, ImmutableArray<ControllerUpdate> Updates);
