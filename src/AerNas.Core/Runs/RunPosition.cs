namespace AerNas.Runs;

/// <summary>How far a run has come: whole epochs done, and steps done in the epoch after them.</summary>
/// <param name="Epoch">Whole epochs done.</param>
/// <param name="Step">Steps done in the current epoch.</param>
public readonly record struct RunPosition(int Epoch, int Step);
