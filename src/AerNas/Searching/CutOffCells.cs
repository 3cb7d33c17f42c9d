namespace AerNas.Searching;

/// <summary>What becomes of a derived cell that no path leads through.</summary>
public enum CutOffCells
{
    /// <summary>It is the result, as in the official code.</summary>
    Keep,

    /// <summary>Its edges take their strongest operation other than none.</summary>
    Reconnect,
}
