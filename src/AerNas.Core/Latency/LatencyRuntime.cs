namespace AerNas.Latency;

/// <summary>What computes the networks whose latency is asked for, on one thread.</summary>
public enum LatencyRuntime
{
    /// <summary>ONNX Runtime, from an exported file: where models are used.</summary>
    Onnx,

    /// <summary>The fused engine.</summary>
    Fused,
}
