namespace AerNas.Regularizers;

/// <summary>How the zero-one loss measures the distance of sigmoid(alpha) from one half.</summary>
public enum ZeroOneDistance
{
    /// <summary>Its square; the official default.</summary>
    Squared,

    /// <summary>Its absolute value.</summary>
    Absolute,
}
