namespace AerNas.Genotypes;

/// <summary>The second classifier that helps training; it reads the cell at two thirds of the depth and is absent at test time.</summary>
public enum AuxiliaryHead
{
    /// <summary>No second classifier.</summary>
    None,

    /// <summary>As in quark0/darts: on CIFAR with, on ImageNet without a batch norm behind its last convolution.</summary>
    Official,

    /// <summary>With that batch norm on ImageNet too, as in P-DARTS and DARTS-AER.</summary>
    WithSecondBatchNorm,
}
