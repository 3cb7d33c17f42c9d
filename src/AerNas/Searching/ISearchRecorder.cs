using AerNas.Runs;

namespace AerNas.Searching;

/// <summary>Keeps what a search reports and the state it can go on from.</summary>
public interface ISearchRecorder
{
    /// <summary>How long the run has been worked on, by all processes.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>Keeps the metrics of an epoch, before the state counts it.</summary>
    /// <param name="state">The state at the epoch's end, its totals included.</param>
    /// <param name="outcome">What the epoch ended with.</param>
    /// <param name="signs">The signs it shows.</param>
    /// <param name="lambda">The regularizer's coefficient in it.</param>
    void RecordEpoch(SearchState state, EpochOutcome outcome, SearchSigns signs, double lambda);

    /// <summary>Keeps the state.</summary>
    void Save(SearchState state);

    /// <summary>Puts the state back to where an epoch had just ended, and forgets everything later.</summary>
    /// <param name="state">The state to overwrite.</param>
    /// <param name="epoch">The epoch, from 0; of those that the search looks back at.</param>
    /// <exception cref="CheckpointMismatchException">The state of that epoch is damaged or gone.</exception>
    void GoBack(SearchState state, int epoch);
}
