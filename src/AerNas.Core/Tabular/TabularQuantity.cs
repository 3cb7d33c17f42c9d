namespace AerNas.Tabular;

/// <summary>What a column of the file holds. Every number is a whole multiple of a small unit, so equal accuracies are equal.</summary>
internal enum TabularQuantity : byte
{
    /// <summary>Top-1 accuracy, in millionths of a percent.</summary>
    Accuracy = 1,

    /// <summary>Trainable numbers of the network.</summary>
    Parameters = 2,

    /// <summary>Floating-point operations for an image, as NAS-Bench-201 counts them.</summary>
    Flops = 3,

    /// <summary>Time of one batch of 256 images, in nanoseconds.</summary>
    Latency = 4,

    /// <summary>Time of one training epoch, in microseconds.</summary>
    TrainTime = 5,

    /// <summary>Time of one pass over the split, in microseconds.</summary>
    EvaluationTime = 6,
}
