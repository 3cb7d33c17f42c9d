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

/// <summary>The end of a search or training of a study.</summary>
/// <param name="Run">Of which run.</param>
/// <param name="Stage">Which of the two.</param>
/// <param name="EndsRun">Whether the run has come to its end with it.</param>
public sealed record StageEnd(StudyEntry Run, StudyStage Stage, bool EndsRun);

/// <summary>A search or training of a study that is under way.</summary>
/// <param name="Run">Of which run.</param>
/// <param name="Stage">Which of the two.</param>
/// <param name="Epoch">Its epoch, from 1.</param>
/// <param name="Epochs">How many it has.</param>
public sealed record StudyActivity(StudyEntry Run, StudyStage Stage, int Epoch, int Epochs);
