namespace AerNas.Studies;

/// <summary>A search or training of a study that is under way.</summary>
/// <param name="Run">Of which run.</param>
/// <param name="Stage">Which of the two.</param>
/// <param name="Epoch">Its epoch, from 1.</param>
/// <param name="Epochs">How many it has.</param>
public sealed record StudyActivity(StudyEntry Run, StudyStage Stage, int Epoch, int Epochs);
