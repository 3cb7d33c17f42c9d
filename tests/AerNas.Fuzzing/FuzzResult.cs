using System.Collections.Immutable;

namespace AerNas.Fuzzing;

/// <summary>What came of a campaign.</summary>
internal sealed record FuzzResult
{
    /// <summary>How many inputs there were.</summary>
    public required long Inputs { get; init; }

    /// <summary>How many of them were refused in words; the rest were read to the end, or are findings.</summary>
    public required long Refused { get; init; }

    /// <summary>The longest that an input took.</summary>
    public required TimeSpan Longest { get; init; }

    /// <summary>The most managed memory that an input asked for, in bytes, garbage included.</summary>
    public required long MostAllocated { get; init; }

    /// <summary>
    /// The furthest that the process rose within a few inputs above what it held before them, in bytes; null where it was not watched.
    /// </summary>
    public required long? Rise { get; init; }

    /// <summary>How much more the process holds after all inputs than before them, in bytes; null where it was not watched.</summary>
    public required long? Kept { get; init; }

    /// <summary>How long all of it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What was found.</summary>
    public required ImmutableArray<FuzzFinding> Findings { get; init; }
}
