namespace AerNas.Relaxations;

/// <summary>Where a search stands: what schedules and random draws depend on, so that a resumed search meets the very same ones.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Position">Epoch and step.</param>
/// <param name="Search">The epoch among all of the stage; most searches are one stage.</param>
/// <param name="Architecture">The epoch among those of the stage in which alpha learns; negative before.</param>
public readonly record struct SearchMoment(int Seed, RunPosition Position, EpochProgress Search, EpochProgress Architecture)
{
    /// <summary>The stage of the search, from 0; <see cref="Search"/> and <see cref="Architecture"/> count its epochs.</summary>
    public int Stage { get; init; }

    /// <summary>Whether the weights of edges have begun to learn, be alpha still at rest. Default: false: they begin with alpha.</summary>
    public bool EdgesLearn { get; init; }

    /// <summary>Whether alpha has begun to learn.</summary>
    public bool AlphaLearns => Architecture.Epoch >= 0;
}
