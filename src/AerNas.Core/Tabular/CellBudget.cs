namespace AerNas.Tabular;

/// <summary>What a network may cost. A limit on something that the table does not know leaves no cell.</summary>
public sealed record CellBudget
{
    /// <summary>Most trainable numbers; null: any.</summary>
    public long? MaxParameters { get; init; }

    /// <summary>Most floating-point operations for an image; null: any.</summary>
    public long? MaxFlops { get; init; }

    /// <summary>Longest training, in seconds; null: any.</summary>
    public double? MaxTrainSeconds { get; init; }

    /// <summary>Longest time of a batch of 256 images, in seconds; null: any.</summary>
    public double? MaxLatencySeconds { get; init; }

    /// <summary>Whether a network is within all limits.</summary>
    public bool Allows(CellCost cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        return Within(cost.Parameters, MaxParameters) && Within(cost.Flops, MaxFlops)
            && Within(cost.TrainSeconds, MaxTrainSeconds) && Within(cost.LatencySeconds, MaxLatencySeconds);
    }

    private static bool Within(double? value, double? limit) => limit is null || value <= limit;
}
