using AerNas.Costs;
using AerNas.Inference;

namespace AerNas.Fitting;

/// <summary>What a fit came to.</summary>
public sealed record FitResult
{
    /// <summary>The architecture that was found.</summary>
    public required Genotype Genotype { get; init; }

    /// <summary>The folder to hand over: a model folder with what else it takes to use the network.</summary>
    public required string Model { get; init; }

    /// <summary>The trained network: how accurate it is and what it took.</summary>
    public required FittedNetwork Network { get; init; }

    /// <summary>The plain network that was trained for as long; null where none was asked for.</summary>
    public FittedNetwork? Baseline { get; init; }

    /// <summary>How long the exported model takes for a picture: ONNX Runtime, one thread.</summary>
    public required OnnxLatency Latency { get; init; }

    /// <summary>Wall-clock time of the search.</summary>
    public required TimeSpan SearchTime { get; init; }

    /// <summary>Wall-clock time of everything but the baseline.</summary>
    public required TimeSpan Elapsed { get; init; }
}

/// <summary>A network that was trained.</summary>
/// <param name="TestAccuracy">After its last epoch, 0 to 1; null where there were no test images.</param>
/// <param name="Epochs">How many it had.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="Skeleton">How large it is.</param>
/// <param name="Time">How long it was trained.</param>
public sealed record FittedNetwork(double? TestAccuracy, int Epochs, GenotypeCost Cost, Skeleton Skeleton, TimeSpan Time);
