namespace AerNas.Kernels.Simd;

/// <summary>A place in feature maps of one shape.</summary>
/// <param name="Pixels">Floats from the start of the maps to the first pixel.</param>
/// <param name="Channels">Floats from the start of a per-channel array to the block.</param>
internal readonly record struct BlockOffset(long Pixels, int Channels)
{
    /// <summary>Further along the pixels.</summary>
    public BlockOffset Advanced(int floats) => this with { Pixels = Pixels + floats };
}
