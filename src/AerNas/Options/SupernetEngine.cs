namespace AerNas.Options;

/// <summary>What evaluates a supernet. The engines differ by rounding only.</summary>
public enum SupernetEngine
{
    /// <summary><see cref="Fused"/> where it can run the supernet, else <see cref="Torch"/>.</summary>
    Auto,

    /// <summary>TorchSharp operators under its autograd: any device.</summary>
    Torch,

    /// <summary>The kernels of AerNas on all threads: float32 on the CPU.</summary>
    Fused,
}
