namespace AerNas.Studies;

/// <summary>The end of a search or training of a study.</summary>
/// <param name="Run">Of which run.</param>
/// <param name="Stage">Which of the two.</param>
/// <param name="EndsRun">Whether the run has come to its end with it.</param>
public sealed record StageEnd(StudyEntry Run, StudyStage Stage, bool EndsRun);
