using AerNas.Networks;

namespace AerNas.Latency;

/// <summary>What an operation takes at a place.</summary>
public sealed record OperationLatency
{
    /// <value>Its name.</value>
    public required string Operation { get; init; }

    /// <value>Channels that it reads.</value>
    public required int Reads { get; init; }

    /// <value>Channels that it gives.</value>
    public required int Channels { get; init; }

    /// <value>Height and width of what it reads, in pixels.</value>
    public required int Size { get; init; }

    /// <value>1, or 2 where it halves the map.</value>
    public required int Stride { get; init; }

    /// <value>For a picture.</value>
    public required double Seconds { get; init; }

    /// <summary>What an operation takes at a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="seconds">For a picture.</param>
    public static OperationLatency Of(OperationPlace place, double seconds) => new()
    {
        Operation = place.Operation.Name,
        Reads = place.Reads,
        Channels = place.Channels,
        Size = place.Size,
        Stride = place.Stride,
        Seconds = seconds,
    };

    internal bool IsAt(OperationPlace place) => Operation == place.Operation.Name
        && (Reads, Channels, Size, Stride) == (place.Reads, place.Channels, place.Size, place.Stride);
}
