namespace AerNas.Searching;

/// <summary>How validation images are paired with training images, step by step.</summary>
public enum SplitPairing
{
    /// <summary>Both halves in random order, batch by batch (DARTS, P-DARTS, PC-DARTS).</summary>
    Zip,

    /// <summary>Each training image with a validation image drawn with replacement (AutoDL-Projects).</summary>
    Drawn,
}
