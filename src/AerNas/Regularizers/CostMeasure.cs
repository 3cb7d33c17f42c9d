namespace AerNas.Regularizers;

/// <summary>What the cost of an edge counts.</summary>
public enum CostMeasure
{
    /// <summary>The mean of the logarithms of all the others; officially so.</summary>
    All,

    /// <summary>Weights of convolutions.</summary>
    Weights,

    /// <summary>Multiply-adds.</summary>
    MultiplyAdds,

    /// <summary>Numbers read and written.</summary>
    MemoryAccess,
}
