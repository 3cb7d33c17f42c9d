namespace AerNas.Relaxations;

/// <summary>What a mixture is made for.</summary>
public enum SearchLevel
{
    /// <summary>The loss of the lower level, which w learns by.</summary>
    Weights,

    /// <summary>The loss of the upper level, which alpha learns by.</summary>
    Alpha,

    /// <summary>The supernet's accuracy after an epoch; nothing is learned.</summary>
    Validation,
}
