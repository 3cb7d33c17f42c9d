namespace AerNas.Sizes;

/// <summary>Which maps of a forward pass stay until the backward pass.</summary>
internal enum MapKeeping
{
    /// <summary>Those that torch's operators ask for.</summary>
    OnTorch,

    /// <summary>Those that the fused engine keeps.</summary>
    OnFused,

    /// <summary>Those that it keeps where it computes again what costs little.</summary>
    OnFusedLow,
}
