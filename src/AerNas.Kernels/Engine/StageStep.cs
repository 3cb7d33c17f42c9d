namespace AerNas.Kernels.Engine;

/// <summary>What an operation does in a stage, for each image.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Closes">Backward: the gradient of its map becomes complete.</param>
/// <param name="Runs">It computes its map, or passes its gradient on.</param>
internal readonly record struct StageStep(Operation Operation, bool Closes, bool Runs);
