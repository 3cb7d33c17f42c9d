namespace AerNas.Graphs;

/// <summary>A function of each element by itself.</summary>
public enum Activation
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>x sigmoid(x), also called SiLU.</summary>
    Swish,

    /// <summary>x relu6(x + 3) / 6.</summary>
    HardSwish,

    /// <summary>relu6(x + 3) / 6.</summary>
    HardSigmoid,
}
