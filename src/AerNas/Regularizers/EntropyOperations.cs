namespace AerNas.Regularizers;

/// <summary>Which operations of an edge the entropy counts.</summary>
public enum EntropyOperations
{
    /// <summary>All that it keeps, the zero operation included: the paper's definition, and the official code on NAS-Bench-201.</summary>
    All,

    /// <summary>All but the zero operation where an edge has it, by a softmax over the rest. The official code on DARTS.</summary>
    ExceptNone,

    /// <summary>All but the first that an edge keeps, whatever it is: the official code of P-DARTS to the letter. As long as nothing is
    /// dropped that is the zero operation; in later stages an edge without it has another operation that escapes the regularizer.</summary>
    ExceptFirst,
}
