using AerNas.Runs;

namespace AerNas.Studies;

/// <summary>A step of a search or training of a study.</summary>
/// <param name="Position">Where it stands after the step.</param>
/// <param name="StepsPerEpoch">Steps in an epoch.</param>
/// <param name="Epochs">Epochs in all.</param>
internal sealed record StudyStep(RunPosition Position, int StepsPerEpoch, int Epochs);
