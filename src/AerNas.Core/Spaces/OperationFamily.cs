namespace AerNas.Spaces;

/// <summary>What kind of thing an operation computes, for rules that treat kinds of operations differently.</summary>
public enum OperationFamily
{
    /// <summary>The zero operation: no connection.</summary>
    None,

    /// <summary>Identity at stride 1, factorized reduction at stride 2.</summary>
    Skip,

    /// <summary>Max pooling.</summary>
    MaxPool,

    /// <summary>Average pooling; padding is not counted.</summary>
    AveragePool,

    /// <summary>ReLU, depthwise, pointwise, batch norm: twice.</summary>
    SeparableConvolution,

    /// <summary>ReLU, dilated depthwise, pointwise, batch norm: once.</summary>
    DilatedConvolution,

    /// <summary>ReLU, 1xk, kx1, batch norm.</summary>
    FactorizedConvolution,

    /// <summary>ReLU, dense convolution, batch norm.</summary>
    DenseConvolution,

    /// <summary>1x1 convolution to more channels, depthwise, 1x1 convolution back, each with a batch norm; and a shortcut.</summary>
    InvertedResidual,

    /// <summary>What a user brings.</summary>
    Other,

    /// <summary>Noise, whatever it reads.</summary>
    Noise,
}
