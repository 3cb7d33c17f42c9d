namespace AerNas.Stopping;

/// <summary>Decides after every epoch whether a search has come to its end. Any method takes any rule. A verdict is a pure function of the
/// epochs that lie behind, so that a resumed search stops where an unbroken one does.</summary>
public interface IStopRule
{
    /// <summary>How many of the last epochs it looks at.</summary>
    int Memory { get; }

    /// <summary>Whether it needs the dominant eigenvalue of an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    bool NeedsEigenvalue(int epoch);

    /// <summary>The end of the search; null where it goes on.</summary>
    /// <param name="past">The last epochs, the oldest first, <see cref="Memory"/> at most; none before the first has ended.</param>
    StopVerdict? Judge(IReadOnlyList<EpochTrace> past);
}

/// <summary>Why a search ends before its last epoch.</summary>
/// <param name="Epoch">The epoch whose architecture is the result, from 0.</param>
/// <param name="Reason">One sentence to a person.</param>
public sealed record StopVerdict(int Epoch, string Reason);
