using System.Collections.Immutable;

namespace AerNas.Studies;

/// <summary>How far a whole study has come.</summary>
public sealed record StudyProgress
{
    /// <summary>Runs in all.</summary>
    public required int Runs { get; init; }

    /// <summary>Runs that have ended, in this process or before.</summary>
    public required int Finished { get; init; }

    /// <summary>The searches and trainings under way.</summary>
    public required ImmutableArray<StudyActivity> Active { get; init; }

    /// <summary>The part of the study's arithmetic that is done, 0 to 1.</summary>
    public required double Done { get; init; }

    /// <summary>The search or training that has just ended; null otherwise.</summary>
    public StageEnd? Ended { get; init; }
}
