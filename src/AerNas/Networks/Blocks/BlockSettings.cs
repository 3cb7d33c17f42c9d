namespace AerNas.Networks.Blocks;

/// <summary>What distinguishes the same block in a supernet, in a derived network and in NAS-Bench-201.</summary>
/// <param name="Affine">Whether batch norms scale and shift by learned values.</param>
/// <param name="TrackStatistics">Whether batch norms keep running statistics.</param>
/// <param name="BatchNormAfterPools">Whether a batch norm follows each pooling.</param>
/// <param name="ConvolutionBias">Whether dense convolutions have a bias (NAS-Bench-201's search cells).</param>
public readonly record struct BlockSettings(bool Affine, bool TrackStatistics, bool BatchNormAfterPools, bool ConvolutionBias)
{
    /// <summary>Derived networks: learned scale and running statistics.</summary>
    public static BlockSettings Derived { get; } = new(Affine: true, TrackStatistics: true, BatchNormAfterPools: false, ConvolutionBias: false);

    /// <summary>A batch norm of these settings.</summary>
    public BatchNorm BatchNorm(int channels, WeightSource weights) => new(channels, weights, Affine, TrackStatistics);
}
