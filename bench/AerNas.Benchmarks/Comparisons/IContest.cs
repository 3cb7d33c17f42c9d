using System.Collections.Immutable;

namespace AerNas.Benchmarks.Comparisons;

/// <summary>Something that every contestant does, each time in a process of its own.</summary>
internal interface IContest
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>What the table calls it.</summary>
    string Title { get; }

    /// <summary>Who takes part.</summary>
    ImmutableArray<Contestant> Contestants { get; }

    /// <summary>Does it once.</summary>
    Sample Measure(Contestant contestant);
}
