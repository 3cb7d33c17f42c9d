using AerNas.Stopping;

namespace AerNas.Methods;

/// <summary>Decides edges while a search goes on with the same w and alpha, where <see cref="INarrowing"/> begins anew with each stage.
/// What is decided is a pure function of what an epoch began with, so that a resumed search decides the same.</summary>
public interface IEdgeDecisions
{
    /// <summary>How many of the last epochs it looks at.</summary>
    int Memory { get; }

    /// <summary>The operations that an epoch looks at.</summary>
    /// <param name="epoch">The epoch that is to begin, from 0.</param>
    /// <param name="alpha">What has been learned, and what is still kept.</param>
    /// <param name="past">The last epochs, the oldest first; none before the first has ended.</param>
    KeptOperations Before(int epoch, ArchitectureParameters alpha, IReadOnlyList<EpochTrace> past);
}
