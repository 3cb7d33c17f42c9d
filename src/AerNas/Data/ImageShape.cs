namespace AerNas.Data;

/// <summary>The shape every image of a set has: channels first, square.</summary>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Size">Height and width in pixels.</param>
public readonly record struct ImageShape(int Channels, int Size)
{
    /// <summary>How many values one image holds.</summary>
    public int Length => Channels * Size * Size;

    /// <summary>Channels x height x width, as people write it.</summary>
    public override string ToString() => $"{Channels}x{Size}x{Size}";
}
