namespace AerNas.Methods;

/// <summary>When a search decides: after some epochs one edge of every kind of cell, until there are none left.</summary>
/// <param name="First">The first epoch after which it decides, from 0.</param>
/// <param name="Every">How many epochs there are from one decision to the next.</param>
internal readonly record struct DecisionSchedule(int First, int Every)
{
    /// <summary>Whether something is decided after an epoch, as long as there is something left.</summary>
    public bool DecidesAfter(int epoch) => epoch >= First && (epoch - First) % Every == 0;

    /// <summary>How many decisions have been made when an epoch begins.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="space">What is searched.</param>
    public int MadeBefore(int epoch, SearchSpace space) =>
        epoch <= First ? 0 : Math.Min((epoch - 1 - First) / Every + 1, space.ComputedNodes.Sum(space.KeptEdgesOf));
}
