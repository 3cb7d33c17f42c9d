namespace AerNas.Regularizers;

/// <summary>By what SNAS expects the cost of an edge.</summary>
public enum CostEstimate
{
    /// <summary>The mixture that the step drew: the official run, <c>--method reparametrization</c>.</summary>
    Mixture,

    /// <summary>softmax(alpha), which the draw does not change: <c>--method discrete</c>.</summary>
    Probabilities,
}
