namespace AerNas.Searching;

/// <summary>Which images cutout blanks a square of.</summary>
public enum CutoutImages
{
    /// <summary>All.</summary>
    All,

    /// <summary>A share that grows from none in the first epoch to all in the last (RobustDARTS with drop path).</summary>
    GrowingShare,
}
