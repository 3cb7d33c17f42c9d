using AerNas.Searching;

namespace AerNas.Stopping;

/// <summary>Why a search ends before its last epoch.</summary>
/// <param name="Chosen">The epoch whose architecture is the result.</param>
/// <param name="Reason">One sentence to a person.</param>
public sealed record StopVerdict(EpochOutcome Chosen, string Reason);
