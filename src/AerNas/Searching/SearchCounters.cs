using AerNas.Controllers;
using AerNas.Runs;

namespace AerNas.Searching;

/// <summary>The numbers of a <see cref="SearchState"/>, as a checkpoint holds them.</summary>
/// <param name="Position">How far the search has come.</param>
/// <param name="AlphaSteps">Steps of alpha's optimizer.</param>
/// <param name="Totals">Sums over the current epoch.</param>
/// <param name="Best">The best epoch.</param>
/// <param name="Last">The last epoch.</param>
public sealed record SearchCounters(RunPosition Position, long AlphaSteps, EpochTotals Totals, EpochOutcome? Best, EpochOutcome? Last)
{
    /// <summary>Those of the controller; null where there is none.</summary>
    public ControllerCounters? Controller { get; init; }
}
