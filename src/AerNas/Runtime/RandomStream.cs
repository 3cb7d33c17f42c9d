namespace AerNas.Runtime;

/// <summary>What random numbers are drawn for; each stream is independent of the others.</summary>
internal enum RandomStream
{
    /// <summary>The order of the images that train w, or of a single loader.</summary>
    Order = 1,

    /// <summary>The order of the images that train alpha.</summary>
    AlphaOrder = 2,

    /// <summary>Crop, flip and cutout.</summary>
    Augmentation = 3,

    /// <summary>Crop, flip and cutout of the images that train alpha.</summary>
    AlphaAugmentation = 4,

    /// <summary>What a relaxation draws for an update of w.</summary>
    WeightSampling = 5,

    /// <summary>What a relaxation draws for an update of alpha.</summary>
    AlphaSampling = 6,

    /// <summary>What a relaxation draws for the validation of the supernet.</summary>
    ValidationSampling = 7,

    /// <summary>The architectures that are scored when the supernet is trained.</summary>
    Proposals = 8,

    /// <summary>The architectures that the controller of ENAS samples.</summary>
    Controller = 9,

    /// <summary>Where around the mixture an update of w looks.</summary>
    Perturbation = 10,

    /// <summary>What is done to the outputs of skip connections.</summary>
    SkipDisturbance = 11,

    /// <summary>Which images' paths an edge drops.</summary>
    PathDrops = 12,

    /// <summary>What noise operations give.</summary>
    Noise = 13,

    /// <summary>The architectures that a search-free method proposes.</summary>
    SearchFree = 20,

    /// <summary>Which of a table's seeds judges an architecture.</summary>
    JudgingSeeds = 21,

    /// <summary>The vector that the search for a dominant eigenvalue starts from.</summary>
    EigenvalueStart = 30,

    /// <summary>The directions that the diagonal of a Hessian is estimated by.</summary>
    DiagonalProbes = 31,
}
