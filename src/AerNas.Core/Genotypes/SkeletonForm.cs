namespace AerNas.Genotypes;

/// <summary>How cells are stacked into a network.</summary>
public enum SkeletonForm
{
    /// <summary>3x3 stem, <c>Layers</c> cells with reductions at one and two thirds (quark0 <c>NetworkCIFAR</c>).</summary>
    Cifar,

    /// <summary>The same behind two strided stems that divide the image by 8 (quark0 <c>NetworkImageNet</c>).</summary>
    ImageNet,

    /// <summary>3x3 stem and three stages of <c>Cells</c> cells with residual reductions between (AutoDL <c>TinyNetwork</c>).</summary>
    NasBench201,
}
