using AerNas.Regularizers;

namespace AerNas.Searching;

/// <summary>The epochs of a stage.</summary>
/// <param name="Stage">Which stage, from 0.</param>
/// <param name="First">Its first epoch, counted from the search's first.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct StageEpochs(int Stage, int First, int Count)
{
    /// <summary>Whether an epoch is one of them.</summary>
    public bool Contains(int epoch) => epoch >= First && epoch < First + Count;

    /// <summary>How far an epoch is into the stage.</summary>
    public EpochProgress Progress(int epoch) => new(epoch - First, Count);
}
