namespace AerNas.Networks;

/// <summary>How the blocks of a network are made; the official families differ in little else.</summary>
public sealed record BlockSettings
{
    /// <summary>Supernet cells of the DARTS space: no affine batch norm, running statistics, batch norm after pools.</summary>
    public static BlockSettings DartsSupernet { get; } = new() { Affine = false, BatchNormAfterPools = true };

    /// <summary>Supernet cells of NAS-Bench-201: no affine batch norm, no running statistics, biased convolutions.</summary>
    public static BlockSettings NasBench201Supernet { get; } = new() { Affine = false, TrackStatistics = false, ConvolutionBias = true };

    /// <summary>Networks that are trained from scratch.</summary>
    public static BlockSettings Derived { get; } = new();

    /// <value>Whether batch norms scale and shift.</value>
    public bool Affine { get; init; } = true;

    /// <value>Whether batch norms keep running statistics; without, they use the batch's in evaluation mode too.</value>
    public bool TrackStatistics { get; init; } = true;

    /// <value>Whether a pool is followed by a batch norm.</value>
    public bool BatchNormAfterPools { get; init; }

    /// <value>Whether dense convolutions have a bias (official on NAS-Bench-201 where batch norms are not affine).</value>
    public bool ConvolutionBias { get; init; }
}
