namespace AerNas.Data.Batches;

/// <summary>Which of crop and flip comes first.</summary>
public enum AugmentationOrder
{
    /// <summary>The DARTS family.</summary>
    CropThenFlip,

    /// <summary>AutoDL-Projects (NAS-Bench-201), and P-DARTS on ImageNet16.</summary>
    FlipThenCrop,
}
