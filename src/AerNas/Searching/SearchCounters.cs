using AerNas.Controllers;
using AerNas.Runs;
using AerNas.Spaces;
using AerNas.Stopping;

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

    /// <summary>The stage, from 0.</summary>
    public int Stage { get; init; }

    /// <summary>The operations that are kept, as <see cref="KeptOperations"/> writes them; null: all.</summary>
    public string? Kept { get; init; }

    /// <summary>The last epochs, as far as the search looks back; null where it does not.</summary>
    public IReadOnlyList<EpochTrace>? Past { get; init; }

    /// <summary>How often a stop rule has sent the search back.</summary>
    public int Returns { get; init; }
}
