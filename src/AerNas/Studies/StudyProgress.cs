namespace AerNas.Studies;

/// <summary>How far a whole study has come.</summary>
/// <param name="Runs">Runs in all.</param>
/// <param name="Finished">Runs that have ended, in this process or before.</param>
/// <param name="Active">The searches and trainings under way.</param>
/// <param name="Done">The part of the study's arithmetic that is done, 0 to 1.</param>
/// <param name="Ended">The search or training that has just ended; null otherwise.</param>
public sealed record StudyProgress(int Runs, int Finished, ImmutableArray<StudyActivity> Active, double Done, StageEnd? Ended);

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
