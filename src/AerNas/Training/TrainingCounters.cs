using AerNas.Runs;

namespace AerNas.Training;

/// <summary>The numbers of a <see cref="TrainingState"/>, as a checkpoint holds them.</summary>
/// <param name="Position">How far the training has come.</param>
/// <param name="Totals">Sums over the current epoch.</param>
/// <param name="Best">The best tested epoch.</param>
/// <param name="Last">The last epoch.</param>
public sealed record TrainingCounters(RunPosition Position, TrainingTotals Totals, TrainingOutcome? Best, TrainingOutcome? Last);
