namespace AerNas.Studies;

/// <summary>A search of a study that is under way.</summary>
/// <param name="Run">Which one.</param>
/// <param name="Epoch">Its epoch, from 1.</param>
/// <param name="Epochs">How many it has.</param>
public sealed record StudyActivity(StudyEntry Run, int Epoch, int Epochs);
