namespace AerNas.Searching;

/// <summary>How the regularizer's coefficient moves over a search.</summary>
public enum EntropySchedule
{
    /// <summary>There is no regularizer.</summary>
    Off,

    /// <summary>It stays.</summary>
    Constant,

    /// <summary>A cosine from the negative to the positive end.</summary>
    Cosine,
}
