namespace AerNas.Kernels.Engine;

/// <summary>What scratch memory is for.</summary>
internal enum ScratchPurpose
{
    /// <summary>What an operation reads.</summary>
    Input,

    /// <summary>The gradient of what it computes.</summary>
    Gradient,
}
