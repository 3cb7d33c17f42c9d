namespace AerNas.Networks;

/// <summary>What a block maps to what.</summary>
/// <param name="Input">Channels in.</param>
/// <param name="Output">Channels out.</param>
/// <param name="Stride">1 keeps height and width, 2 halves them.</param>
public readonly record struct BlockShape(int Input, int Output, int Stride);
