namespace AerNas.Tests.Networks;

/// <summary>The kinds of mixture that a supernet may be given.</summary>
public enum MixtureKind
{
    /// <summary>Every operation takes part.</summary>
    Dense,

    /// <summary>One operation an edge.</summary>
    OnePath,

    /// <summary>Some operations of each edge.</summary>
    Sparse,

    /// <summary>One operation an edge, and the weights of the others as bare numbers: GDAS.</summary>
    Gumbel,
}
