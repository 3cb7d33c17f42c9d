namespace AerNas.Graphs;

/// <summary>What a pooling takes of its window.</summary>
public enum PoolKind
{
    /// <summary>The largest pixel.</summary>
    Maximum,

    /// <summary>The mean of the pixels inside the map; padding is not counted.</summary>
    Average,
}
