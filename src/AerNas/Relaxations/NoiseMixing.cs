namespace AerNas.Relaxations;

/// <summary>How noise meets the output of a skip connection.</summary>
public enum NoiseMixing
{
    /// <summary>It is added; the official default.</summary>
    Additive,

    /// <summary>The output is multiplied by 1 + noise.</summary>
    Multiplicative,
}
