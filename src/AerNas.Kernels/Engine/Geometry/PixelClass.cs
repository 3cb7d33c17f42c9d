namespace AerNas.Kernels.Engine;

/// <summary>Every s-th pixel of a map in both directions.</summary>
/// <param name="Y">Row of the first.</param>
/// <param name="X">Column of the first.</param>
/// <param name="Rows">How many rows of them.</param>
/// <param name="Columns">How many in a row.</param>
internal readonly record struct PixelClass(int Y, int X, int Rows, int Columns);
