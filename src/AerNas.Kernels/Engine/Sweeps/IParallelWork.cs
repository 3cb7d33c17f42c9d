namespace AerNas.Kernels.Engine;

/// <summary>Work that is split into items, which may run in any order and at the same time.</summary>
internal interface IParallelWork
{
    /// <summary>Does one item.</summary>
    /// <param name="item">Which, from 0.</param>
    /// <param name="worker">Which thread of the team does it, from 0; no two items run on one worker at once.</param>
    void Do(int item, int worker);
}
