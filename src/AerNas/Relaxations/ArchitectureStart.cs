namespace AerNas.Relaxations;

/// <summary>How architecture parameters start.</summary>
public sealed record ArchitectureStart
{
    /// <value>Standard deviation of the start values; officially 1e-3.</value>
    public double Scale { get; init; } = 1e-3;

    /// <value>Mean of the start values of alpha; officially 0 but for NASP (0.5) and SNAS (1).</value>
    public double Mean { get; init; }

    /// <value>Whether every edge has a logit of its own, beta (PC-DARTS); no by default.</value>
    public bool WeighsEdges { get; init; }

    /// <value>Who draws architectures where a learned sampler does (ENAS); nobody by default.</value>
    public IPathSampler? Sampler { get; init; }

    /// <value>What the betas into a node add up to, but for the drawn part: each has its equal part (DAAS); 0 by default.</value>
    public double EdgesAddUpTo { get; init; }

    /// <value>What every operation has beside alpha; nothing by default.</value>
    public AlphaCompanion? Companion { get; init; }

    /// <value>float32 or float64; float32 by default.</value>
    public ScalarType DataType { get; init; } = ScalarType.Float32;

    /// <value>Where they live; null is the CPU.</value>
    public Device? Device { get; init; }
}
