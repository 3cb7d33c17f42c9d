namespace AerNas.Relaxations;

/// <summary>What the noise on skip connections is drawn from.</summary>
public enum NoiseDistribution
{
    /// <summary>A normal distribution; the official default.</summary>
    Gaussian,

    /// <summary>A uniform distribution.</summary>
    Uniform,
}
