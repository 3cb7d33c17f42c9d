namespace AerNas.Regularizers;

/// <summary>Which operations of an edge the entropy counts.</summary>
public enum EntropyOperations
{
    /// <summary>All of them, the zero operation included: the paper's definition, and the official code on NAS-Bench-201.</summary>
    All,

    /// <summary>All but the zero operation; the softmax is taken over the rest. The official code on the DARTS space.</summary>
    ExceptNone,
}
