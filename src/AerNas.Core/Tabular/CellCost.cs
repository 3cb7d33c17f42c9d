namespace AerNas.Tabular;

/// <summary>What a network of the table costs.</summary>
public sealed record CellCost
{
    /// <summary>Trainable numbers.</summary>
    public required long Parameters { get; init; }

    /// <summary>Floating-point operations for an image, as NAS-Bench-201 counts them: multiply-adds, and an addition a class.</summary>
    public required long Flops { get; init; }

    /// <summary>Time of a batch of 256 images on the published machine, in seconds; null where the table has none.</summary>
    public double? LatencySeconds { get; init; }

    /// <summary>Time of the whole training, in seconds; null where the table has none.</summary>
    public double? TrainSeconds { get; init; }

    /// <summary>Time of one pass over the split, in seconds; null where the table has none.</summary>
    public double? EvaluationSeconds { get; init; }
}
