namespace AerNas.Networks;

/// <summary>What a DARTS cell reads.</summary>
/// <param name="BeforeLast">Channels of the output before the last.</param>
/// <param name="Last">Channels of the last output.</param>
/// <param name="AfterReduction">Whether the last cell was a reduction, so that the output before it is twice as large.</param>
internal readonly record struct DartsCellInputs(int BeforeLast, int Last, bool AfterReduction);
