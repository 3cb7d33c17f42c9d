namespace AerNas.Stopping;

/// <summary>Why a search ends before its last epoch.</summary>
/// <param name="Epoch">The epoch whose architecture is the result, from 0.</param>
/// <param name="Reason">One sentence to a person.</param>
public sealed record StopVerdict(int Epoch, string Reason);
