namespace AerNas.Kernels.Engine;

/// <summary>Shape of a batch of images.</summary>
/// <param name="Images">N.</param>
/// <param name="Channels">C.</param>
/// <param name="Height">H.</param>
/// <param name="Width">W.</param>
public readonly record struct BatchShape(int Images, int Channels, int Height, int Width);
