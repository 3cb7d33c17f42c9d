namespace AerNas.Searching;

/// <summary>Which level moves first in a step.</summary>
public enum UpdateOrder
{
    /// <summary>Alpha, then w under the new alpha (the paper's algorithm 1; the DARTS scripts; DARTS-V2 on NAS-Bench-201).</summary>
    AlphaFirst,

    /// <summary>w, then alpha (DARTS-V1, GDAS and SETN on NAS-Bench-201).</summary>
    WeightsFirst,

    /// <summary>Both by one gradient on the training batch: single-level methods (SNAS, DropNAS).</summary>
    Together,
}
