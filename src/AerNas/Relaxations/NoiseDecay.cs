namespace AerNas.Relaxations;

/// <summary>How the noise on skip connections fades over a search.</summary>
public enum NoiseDecay
{
    /// <summary>It stays; the official default.</summary>
    None,

    /// <summary>Along a cosine: (1 + cos(pi e / E)) / 2 of it.</summary>
    Cosine,
}
