namespace AerNas.Searching;

/// <summary>What moves alpha.</summary>
public enum AlphaOptimizer
{
    /// <summary>Adam with L2 decay.</summary>
    Adam,

    /// <summary>Momentum SGD with L2 decay (DAAS on NAS-Bench-201).</summary>
    Momentum,

    /// <summary>Gradient descent by the learning rate alone, without momentum or decay: the single-GPU branch of SNAS.</summary>
    Descent,
}
