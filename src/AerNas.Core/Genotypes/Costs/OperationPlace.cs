namespace AerNas.Genotypes.Costs;

/// <summary>Where an operation sits, as far as its cost depends on it.</summary>
/// <param name="Channels">Its input and output channels.</param>
/// <param name="Size">Height and width of its input.</param>
/// <param name="Stride">1, or 2 where it halves the map.</param>
/// <param name="BatchNormAfterPools">Whether pooling is followed by batch norm.</param>
internal readonly record struct OperationPlace(int Channels, int Size, int Stride, bool BatchNormAfterPools)
{
    /// <summary>Height and width of its output.</summary>
    public int OutputSize => Size / Stride;

    /// <summary>Output height x width.</summary>
    public long OutputPositions => (long)OutputSize * OutputSize;
}
